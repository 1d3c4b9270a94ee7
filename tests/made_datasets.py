"""Small files in the formats of public datasets, all made up: Serbia, Russia, China and the United States."""

import gzip
import json

ROLL_CALLS = (
    "rcid,year,session,abstain,yes,no,importantvote,date,unres,amend,para,short,descr,"
    "me,nu,di,hr,co,ec,ident,resid"
)
SRB, RUS, CHN, USA = 345, 365, 710, 2


def write(folder, name, text):
    """Write a file, packed where its name says so."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def votes_of(calls):
    """Return rows of votes from {roll call: {state: vote}}."""
    lines = [
        f"{call},{state},{vote}" for call, cast in calls.items() for state, vote in cast.items()
    ]
    return "\n".join(["rcid,ccode,vote", *lines]) + "\n"


def roll_calls_of(calls, totals=None):
    """Return rows of roll calls of 2011 on, twelve a session, with the stated totals of their votes."""
    lines = [ROLL_CALLS]
    for place, (call, cast) in enumerate(calls.items()):
        yes, abstain, no = (totals or {}).get(
            call, [list(cast.values()).count(vote) for vote in (1, 2, 3)]
        )
        year = 2011 + place // 12
        lines.append(
            f"{call},{year},{year - 1945},{abstain},{yes},{no},NA,{year}-11-05,R/{call},0,0,MATTER {call},,"
            "0,0,0,1,0,0,0,0"
        )
    return "\n".join(lines) + "\n"


CALLS = {
    call: {SRB: srb, RUS: rus, CHN: 1, USA: 3}
    for call, (srb, rus) in enumerate(
        [(1, 1)] * 9 + [(1, 2)] * 6 + [(2, 1)] * 3 + [(8, 1)] * 2, start=1
    )
}
"""Twenty roll calls: Serbia and Russia alike on nine, Serbia absent from two; China says yes, America no."""


def write_votes(data, calls=CALLS, totals=None):
    """Write the later release of votes."""
    write(data, "unga_votes/votes.csv.gz", votes_of(calls))
    write(data, "unga_votes/roll_calls.csv.gz", roll_calls_of(calls, totals))


def write_trade(data, rows=None):
    """Write trade of Serbia over two years."""
    rows = rows or (
        "2015,Serbia,Russia,300",
        "2015,Serbia,Germany,600",
        "2015,Serbia,Serbia,5000",
        "2015,Serbia,Atlantis,100",
        "2015,Russia,Serbia,50",
        "2016,Serbia,Russia,100",
    )
    text = "\n".join(["year,exporter,importer,value", *rows]) + "\n"
    write(data, "trade_itpd_2000_2016/bilateral_exports.csv.gz", text)


def write_relations(data):
    """Write an alliance that stands with Russia first, and organisations shared with two."""
    write(
        data,
        "peacesciencer_cow/atop_alliance.csv.gz",
        "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"
        "365.0,345.0,2018.0,0.0,0.0,1.0,1.0,0.0\n2.0,20.0,2018.0,1.0,0.0,0.0,0.0,0.0\n",
    )
    write(
        data,
        "peacesciencer_cow/cow_igo_ndy.csv.gz",
        "ccode1,ccode2,year,dyadigos\n345.0,365.0,2014.0,37.0\n2.0,345.0,2014.0,41.0\n",
    )


def write_speeches(data, lines=None):
    """Write two speeches, one of which names Serbia twice."""
    speeches = lines or [
        {
            "iso3": "RUS",
            "session": 80,
            "year": 2025,
            "text": "We stand by Serbia. To Serbia we lend.\nGood.",
        },
        {"iso3": "CHN", "session": 80, "year": 2025, "text": "Peace."},
    ]
    text = "\n".join(json.dumps(line) for line in speeches) + "\n"
    write(data, "un_general_debate/speeches.jsonl.gz", text)


DEALS = (
    "recipient,supplier,order_year,order_year_uncertain,number_ordered,number_ordered_uncertain,"
    "weapon_designation,weapon_description,number_delivered,number_delivered_uncertain,"
    "delivery_years,status,comments,tiv_per_unit,tiv_total_order,tiv_delivered\n"
)


def write_arms(data, rows=None):
    """Write three deals: one whole, one of which nothing came, one of an order of unknown size."""
    rows = rows or (
        "Serbia,Russia,2015,,2,,Mi-17,helicopter,2,,2016,New,,6,12,12",
        "Serbia,Russia,2021,?,4,,Mi-35M,combat helicopter,0,,,New,,10,40,0",
        "Serbia,China,2020,,,,HQ-22,SAM system,6,,2021; 2022,New,,5,30,30",
        "Yugoslavia,Soviet Union,1980,,9,,T-72,tank,9,,1981,New,,1,9,9",
    )
    write(data, "sipri_arms_serbia/serbia_yugoslavia_deals.csv", DEALS + "\n".join(rows) + "\n")


PROJECTS = (
    "aiddata_record_id,amount_constant_usd_2021,title,recipient,recipient_iso3,status,sector_name,"
    "infrastructure,commitment_year,implementation_start_year,completion_year,commitment_date,"
    "actual_implementation_start_date,actual_completion_date,level_of_precision_first\n"
)


def write_finance(data, rows=None):
    """Write three projects: a loan under way, a grant of unknown amount, one of another country."""
    rows = rows or (
        '11,500.5,"A bank lends $400 as a loan for a railway",Serbia,SRB,Implementation,TRANSPORT AND STORAGE,Yes,2014,2015,,2014-12-17,2015-03-02,,PRECISE',
        "12,,A grant of books,Serbia,SRB,Completion,EDUCATION,,2010,2010,2011,2010-01-01,,2011-11-02,PRECISE",
        "13,7,A loan,Laos,LAO,Completion,ENERGY,,2010,,,2010-01-01,,,PRECISE",
    )
    write(data, "aiddata_gcdf3_serbia/serbia_projects.csv", PROJECTS + "\n".join(rows) + "\n")


def write_places(data):
    """Write commitments by district: a project in two districts, one in one, one without an amount."""
    head = "id,shapeID,shapeGroup,shapeName,intersection_ratio,even_split_ratio,intersection_ratio_commitment_value,even_split_ratio_commitment_value,centroid_longitude,centroid_latitude"
    rows = (
        "1,a,SRB,North,1,0.5,50,50,20,44",
        "1,b,SRB,South,1,0.5,50,50,20,43",
        "2,a,SRB,North,1,1,50,50,20,44",
        "3,a,SRB,North,1,1,,,20,44",
        "4,c,MNE,Coast,1,1,7,7,19,42",
    )
    write(
        data,
        "aiddata_gcdf3_serbia/all_countries_adm1_locations.csv.gz",
        "\n".join([head, *rows]) + "\n",
    )


WHOLE = "AidData Record ID,Recommended For Aggregates,Umbrella,Recipient ISO-3,Commitment Year,Status,Adjusted Amount (Constant USD 2021)\n"


def write_whole(data, rows=None):
    """Write the whole table of finance: three that count in two spans, an umbrella, one called off, one of Laos."""
    rows = rows or (
        "1,Yes,No,SRB,2018,Completion,100",
        "2,Yes,No,SRB,2021,Pipeline: Commitment,20",
        "3,Yes,No,SRB,2020,Implementation,",
        "4,No,Yes,SRB,2019,Completion,900",
        "5,No,No,SRB,2019,Cancelled,50",
        "6,Yes,No,SRB,2010,Completion,7",
        "7,Yes,No,LAO,2020,Completion,1",
    )
    write(data, "aiddata_gcdf3/gcdf_3.0.csv", WHOLE + "\n".join(rows) + "\n")


def write_points(data):
    """Write ideal points of two sessions, one of them long ago."""
    write(
        data,
        "ideal_points_2020/even_sessions.csv.gz",
        "ccode,country,session,votes,ideal_point,q5,q95\n"
        "345,Serbia,74,80,0.25,0.1,0.4\n365,Russia,74,82,-0.5,-0.7,-0.3\n345,Yugoslavia,20,30,-1,-2,0\n",
    )


def activity(name, body, status="2", org="US-GOV-1"):
    """Return an activity of IATI."""
    return (
        f'<iati-activity default-currency="USD"><iati-identifier>{name}</iati-identifier>'
        f"<title><narrative>Activity {name}</narrative></title>"
        f'<participating-org ref="{org}" role="1"/><activity-status code="{status}"/>'
        f'<activity-date type="2" iso-date="2019-03-21"/>{body}</iati-activity>'
    )


def transaction(kind, value, more=""):
    """Return a transaction of 2019."""
    return (
        f'<transaction><transaction-type code="{kind}"/>'
        f'<value value-date="2019-05-01">{value}</value>{more}</transaction>'
    )


def write_aid(data):
    """Write an activity that is Serbia's to 40 percent, its child, one of nobody's, one elsewhere."""
    shared = (
        '<recipient-country code="RS" percentage="40"/><recipient-country code="ME" percentage="60"/>'
        '<sector code="21030" percentage="80"/><sector code="11110" percentage="20"/>'
    )
    paid = [
        transaction(2, 1000),
        transaction(1, 900),
        transaction(3, 100),
        transaction(3, 70, '<recipient-country code="RS"/>'),
        transaction(3, 50, '<recipient-country code="ME"/>'),
    ]
    whole = '<recipient-country code="RS"/><related-activity ref="US-1" type="1"/>'
    activities = (
        activity("US-1", shared + "".join(paid)),
        activity("US-2", whole + transaction(3, 30), status="4"),
        activity("XX-3", whole, org="XX-9"),
        activity("US-4", '<recipient-country code="ME"/>' + transaction(2, 5)),
    )
    text = f"<iati-activities version='2.03'>{''.join(activities)}</iati-activities>"
    write(data, "iati/activities.xml", text)


def write_old_trade(data):
    """Write trade of 2012 and 2016 by codes; one value is not given, one is zero, one partner has no code."""
    rows = (
        "SRB,RUS,2016,200.0,0.0,",
        "SRB,DEU,2016,200.0,0.0,",
        "SRB,XQX,2016,100.0,0.0,",
        "SRB,CHN,2016,,0.0,",
        "CHN,SRB,2012,0.0,0.0,",
        "DEU,SRB,2012,50.0,0.0,",
    )
    text = "\n".join(["exp,imp,time,export,id,agreement", *rows]) + "\n"
    write(data, "trade_quadrennial_1964_2016/bilateral_exports.csv.gz", text)


def write_all(data):
    """Write every dataset."""
    write_old_trade(data)
    write_aid(data)
    write_points(data)
    write_places(data)
    for each in (
        write_votes,
        write_trade,
        write_relations,
        write_speeches,
        write_arms,
        write_finance,
    ):
        each(data)
