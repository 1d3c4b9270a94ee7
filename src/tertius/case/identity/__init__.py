"""One thing under several ids: judged the same, renamed, or standing twice."""
