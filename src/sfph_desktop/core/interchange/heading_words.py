"""What people call the workbook's sheets and columns in their own spreadsheets. Letters and digits only, small."""

from __future__ import annotations

SHEETS: dict[str, tuple[str, ...]] = {
    "people": (
        "clients",
        "clientlist",
        "members",
        "membership",
        "participants",
        "serviceusers",
        "beneficiaries",
        "individuals",
        "caseload",
    ),
    "episodes": ("enrolments", "enrollments", "enrolment", "placements", "interventions"),
    "sessions": ("activities", "classes", "activitysessions"),
    "attendance": ("attendances", "register", "registers"),
    "assessments": ("questionnaires", "surveys", "scores", "outcomescores", "measures", "wellbeingscores"),
    "events": ("milestones", "outcomeevents", "achievements"),
    "environment": ("carbon", "recycling", "environmental"),
    "inputs": ("costs", "expenditure", "spending", "budget"),
    "contracts": ("funders", "funding", "grants", "agreements"),
    "targets": ("kpis", "promises"),
    "value_lines": ("values", "sroi", "valuemap", "impactmap"),
    "workforce": ("staff", "staffing", "team"),
    "comparisons": ("comparison", "comparisongroup"),
    "addresses": ("address", "homeaddresses", "addresshistory"),
    "consents": ("consent", "consentlog", "permissions"),
    "roles": ("role", "volunteerlist", "volunteersandstaff"),
    "partners": ("partner", "partnerorganisations", "directory"),
    "referrals": ("referral", "referralsinandout"),
    "partner_contacts": ("partnercontacts", "contacts"),
    "involvements": ("whodoeswhat", "partnersinvolved"),
    "groups": (),
    "group_members": ("groupmembers",),
}

_PERSON = (
    "personid personno personnumber personreference clientid clientref clientno clientnumber clientreference client "
    "memberid memberref memberno membernumber membershipno membershipnumber serviceuserid serviceuserref suid "
    "participantid participantref participantno participant beneficiaryid beneficiaryref caseid caseref caseno "
    "casenumber crn urn uniqueid uniquereference uniquereferencenumber"
)
_SESSION = "sessionid sessionno sessionnumber sessionreference registerid registerref groupsessionid"
_SERVICE = "project programme program projectname servicename"
_CONTRACT = "contractid contractno contractnumber contractreference funderref fundingref grantref fundedby funder"

EVERYWHERE: dict[str, str] = {
    "person_ref": _PERSON,
    "given_name": "firstname forename forenames givennames christianname first",
    "family_name": "surname lastname secondname familyname last",
    "known_as": "preferredname likestobecalled knownname nickname",
    "date_of_birth": "dob dateofbirth birthdate birthday born",
    "died_on": "died dateofdeath deathdate datedied deceased deceasedon dod",
    "gender": "sex genderidentity",
    "postcode": "postalcode zip zipcode",
    "ethnic_group": "ethnicity ethnicorigin ethnicbackground",
    "disability": "disabled hasadisability disabilityyn disabilitystatus",
    "care_experienced": "careexperience careleaver lookedafter",
    "phone": "tel telephone telephonenumber telno phonenumber phoneno mobile mobilenumber mobileno contactnumber",
    "email": "emailaddress mail",
    "referral_source": "referredby referrer referredfrom sourceofreferral referralfrom referralagency source",
    "referral_date": "referred dateofreferral datereferred refdate dateref",
    "consent_record": "consentdate dateofconsent consentrecorddate",
    "consent_share": "consentsharedate dateofconsenttoshare",
    "consent_story": "consentstorydate dateofconsenttostory",
    "episode_ref": "episodeid episodeno enrolmentid enrolmentref enrolmentno placementid",
    "session_ref": _SESSION,
    "service": _SERVICE,
    "start_date": "startdate started start datestarted dateofstart begin begindate from joined datejoined",
    "end_date": "enddate ended end dateended dateofend finish finished finishdate leavingdate left dateleft until to",
    "end_reason": "reasonleft reasonforleaving leavingreason reasonended reasonforending",
    "contract_ref": _CONTRACT,
    "activity": "activityname activitytype sessionname sessiontype",
    "minutes": "duration durationminutes durationmins mins length lengthminutes minutesattended",
    "place": "venue location where site",
    "unnamed_low": "unnamed unnamedmin minunnamed dropinslow",
    "unnamed_high": "unnamedmax maxunnamed dropinshigh",
    "instrument": "questionnaire tool measure scale surveyname",
    "stage": "timepoint assessmentpoint point assessmentstage",
    "score": "totalscore total overallscore",
    "event_type": "event eventname outcome outcometype milestone achievement",
    "quantity": "qty amount number howmany count",
    "sustained_weeks": "weekssustained weeks sustainedfor",
    "note": "notes comment comments remark remarks details",
    "factor": "conversionfactor emissionfactor material activityfactor",
    "replaces_factor": "replaces insteadof replaced",
    "displacement_rate": "displacement replacementrate",
    "date_from": "from start startdate periodstart fromdate",
    "date_to": "to end enddate periodend todate",
    "kind": "type category inputtype",
    "amount": "cost value pounds total hours amountgbp",
    "title": "name contractname contracttitle projecttitle",
    "commissioner": "funder buyer customer purchaser commissionedby fundername",
    "route": "fundingtype contracttype incomeroute",
    "value": "contractvalue amount totalvalue amountawarded valuegbp",
    "lead_partner": "lead leadorganisation leadbody prime",
    "our_share": "share shareofvalue",
    "ocid": "noticeid ocdsid",
    "indicator": "measure kpi target",
    "target": "targetnumber promised goal targetvalue number",
    "due_date": "due deadline bydate by duedate",
    "line_ref": "line lineid lineno reference",
    "unit_value": "unitvalueid proxy financialproxy valueid",
    "duration_years": "duration years durationinyears",
    "drop_off": "dropoff",
    "staff_headcount": "staff headcount numberofstaff employees",
    "staff_fte": "fte fulltimeequivalent wholetimeequivalent wte",
    "leavers_in_year": "leavers staffleft staffleavers",
    "staff_former_service_users": "formerserviceusers staffwhowereserviceusers formerclients",
    "volunteers": "numberofvolunteers volunteerheadcount",
    "living_wage": "reallivingwage livingwageemployer",
    "comparison_ref": "comparison comparisonid",
    "output": "subscale subscore",
    "mean_change": "change averagechange meandifference",
    "sd_change": "sd standarddeviation sdofchange",
    "improved_share": "shareimproved percentimproved improved",
    "source": "reference publication citation",
    "pairs": "n sample samplesize numberofpairs",
}
"""By column, other words for it, with a space between; each counts only in the sheets that have the column."""

ON_SHEET: dict[str, dict[str, str]] = {
    "people": {
        "person_ref": "ref reference id no number",
        "known_as": "name fullname called",
        "notes": "note comments",
    },
    "episodes": {"episode_ref": "ref reference id"},
    "sessions": {"session_ref": "ref reference id", "date": "sessiondate day when"},
    "attendance": {"person_ref": "person ref id", "session_ref": "session"},
    "assessments": {"date": "datecompleted completed completedon assessmentdate dateofassessment surveydate when"},
    "events": {"date": "eventdate dateofevent when achievedon dateachieved"},
    "environment": {"date": "when day", "note": "description"},
    "contracts": {"contract_ref": "ref reference id"},
    "targets": {"contract_ref": "contract"},
    "value_lines": {"contract_ref": "contract", "line_ref": "ref id"},
    "inputs": {"contract_ref": "contract"},
    "workforce": {"date": "asat when day"},
    "comparisons": {"comparison_ref": "ref id"},
}
"""Short words that are clear on one sheet and nowhere else."""

SAYS_LITTLE = frozenset(
    "ref reference id no number name first last from to by left ended end start started joined when where day date "
    "who type category kind total value amount cost count number source details note notes comment comments "
    "description event outcome measure scale point share target goal change sample n improved line staff team".split()
)
"""Words that could head a column of any list: they match a column, and do not tell what a sheet is."""

SAYS_ALERT = frozenset(
    "allergy allergies alert alerts medical medicalinfo medicalinformation medicalnotes medicalneeds medicalcondition "
    "medicalconditions healthcondition healthconditions healthneeds healthissues emergencyinfo".split()
)
"""Headings of what whoever meets a person must know: kept as a note beside the other notes, and told."""

IN_OWN_WORDS: dict[str, str] = {
    "people.person_ref": (
        "ref reference id no number clientcode membercode code indexno swiftno swissno carefirst mosaic mosaicid "
        "personcode"
    ),
    "people.given_name": "christianname givenname fname name1",
    "people.family_name": "sname lname familyname name2",
    "people.known_as": "knownas nickname preferredname called aka likestobecalled",
    "people.date_of_birth": "dob birthdate dateofbirth birth bday dofb",
    "people.died_on": "died dateofdeath deathdate datedied deceased deceasedon dod",
    "people.gender": "gender sex mf genderidentity",
    "people.postcode": "postcode postalcode pcode homepostcode addresspostcode",
    "people.phone": (
        "tel phone telephone mobile mob contactno contactnumber homephone landline cell telmobile phonenumber"
    ),
    "people.email": "email emailaddress mail",
    "people.referral_source": "referredby referrer referralsource source howtheyheard howdidyouhear hearaboutus",
    "people.referral_date": "refdate referraldate datereferred referred dateofreferral",
    "people.ethnic_group": "ethnicity ethnicgroup ethnicorigin ethnic race ethnicbackground",
    "people.disability": "disability disabled anydisability longtermcondition",
    "people.consent_record": "consentdate dateofconsent consentformdate consentsigned consentreceived dateconsented",
    "people.notes": (
        "notes comments comment note remarks otherinfo otherinformation background additionalinformation "
        + " ".join(sorted(SAYS_ALERT))
    ),
    "episodes.service": "service project programme program scheme strand activity group intervention",
    "episodes.start_date": (
        "start started startdate datestarted joined datejoined dateofentry enrolled enrolmentdate firstcontact "
        "dateoffirstcontact firstvisit firstseen opened dateopened entrydate registered dateregistered "
        "registrationdate firstattended firstappointment admission admitted"
    ),
    "episodes.end_date": (
        "end ended enddate dateended left dateleft leavingdate closed dateclosed exit exitdate discharged "
        "dischargedate finished datefinished lastcontact lastseen lastattended leaver leavedate"
    ),
    "episodes.end_reason": (
        "reasonleft reasonforleaving leavingreason reason exitreason closurereason reasonclosed endreason outcomeatexit"
    ),
    "episodes.contract_ref": "funder fundedby contract funding fundingsource fundingstream",
    "sessions.date": (
        "date sessiondate day dateofsession when attendeddate dateattended visitdate dateofvisit contactdate "
        "dateofcontact datevisited appointmentdate datein signedin"
    ),
    "sessions.service": "service project programme group club class session scheme",
    "sessions.activity": "activity activityname sessionname sessiontype what type contacttype",
    "attendance.minutes": "minutes mins duration durationmins durationminutes length time timespent lengthmins hours",
    "assessments.date": (
        "date datecompleted completed assessmentdate dateofassessment surveydate submissiontime submissiondate "
        "completedon endtime reviewdate dateofreview end today"
    ),
    "assessments.stage": "stage timepoint point whichreview reviewtype prepost assessmentstage reviewno",
    "assessments.instrument": "questionnaire instrument tool measure scale survey",
    "assessments.score": "score total totalscore overallscore result",
    "events.date": "date eventdate dateofevent achieved dateachieved when",
    "contracts.contract_ref": (
        "identifier grantid grantref grantreference awardid contractid contractref ref id reference"
    ),
    "contracts.title": "title name project projecttitle granttitle contracttitle",
    "contracts.commissioner": (
        "fundingorgname funder fundername commissioner buyer fundingorganisation fundingorg donor"
    ),
    "contracts.value": "amountawarded amount value grantamount awardamount totalaward amountgbp",
    "contracts.start_date": "planneddatesstartdate startdate start awarddate dateawarded from",
    "contracts.end_date": "planneddatesenddate enddate end to until",
    "value_lines.indicator": "indicator outcomeindicator howmeasured",
    "value_lines.unit_value": "unitvalue financialproxy proxy",
    "value_lines.duration_years": "durationyears duration durationyrs yearsitlasts benefitperiod",
    "value_lines.deadweight": "deadweight whatwouldhavehappenedanyway",
    "value_lines.displacement": "displacement",
    "value_lines.attribution": "attribution whoelsecontributed",
    "value_lines.drop_off": "dropoff",
    "value_lines.line_ref": "lineref line ref outcome theoutcomes",
    "inputs.amount": "inputs inputsgbp valueofinputs costofinputs inputvalue",
}
"""By target, what people head such a column with in a sheet of their own. Letters and digits only, small."""
