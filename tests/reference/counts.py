"""The counts named in the formulas of section 9."""

COUNTS = """
    months_work months_explore months_cover months_idle months_flat months_burdened idle_burdened person_months
    safety knowhow
    arisen arisen_novel arisen_own value_arisen solved solved_novel solved_months solved_by_department value_solved open
    harm erupted inspected complained erred exposed
    sanctions_township sanctions_department sanctions_with_period
    misattributed_township misattributed_department unforgiven_township unforgiven_department
    culpable_township culpable_department caught_township caught_department degree_township degree_department
    overturned overturned_wrongly overturned_months upheld_wrongly reviewed
    pleas exempted exempted_guilty plea_errors
    own_passed relays reached_department handed_down department_months months_act months_offload months_relay
    decided decided_deep decided_list decided_habit docket timely accurate answered
    opportunities misconduct misconduct_caught misconduct_false
    at_round competing promoted honoured reposted
    flat_promoted flat_at_round active_promoted active_at_round
    top_people top_sanctioned top_wrongful bottom_people bottom_sanctioned bottom_wrongful
    exits removed audited found_wrongful found_missed audit_errors
    river_decided river_township river_department
""".split()


def empty_tally() -> dict[str, float]:
    """All counts of a month that has not happened yet; an unknown name is an error."""
    return dict.fromkeys(COUNTS, 0.0)
