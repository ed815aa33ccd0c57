"""What the engine counts in a month: whole numbers, or whole multiples of 2**-20 where a real amount is summed.

Measures (``wenze.sim.measures``) are formed from these sums, in one place.
"""

import numpy as np

COUNTS = """
person_months months_work months_explore months_cover months_idle months_flat months_burdened idle_burdened
arisen arisen_own arisen_department solved solved_by_department solved_novel arisen_novel solved_months open
erupted inspected complained erred exposed
reached_department handed_down own_passed relays department_months months_act months_offload months_relay
docket decided decided_deep decided_list decided_habit timely accurate answered
sanctions_township sanctions_department sanctions_with_period
misattributed_township misattributed_department unforgiven_township unforgiven_department
culpable_township culpable_department caught_township caught_department
pleas plea_errors exempted exempted_guilty
reviewed overturned overturned_months overturned_wrongly upheld_wrongly
audited found_wrongful found_missed audit_errors
opportunities misconduct misconduct_caught misconduct_false
at_round competing promoted flat_at_round flat_promoted active_at_round active_promoted honoured reposted exits removed
top_people top_sanctioned top_wrongful bottom_people bottom_sanctioned bottom_wrongful
river_decided river_township river_department
""".split()

AMOUNTS = """
safety knowhow value_arisen value_solved harm degree_township degree_department
""".split()

TALLY = np.dtype([(name, np.int64) for name in COUNTS + AMOUNTS])
