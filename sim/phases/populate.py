"""Before the first month: posts, people, departments and supervisors are made."""

import numpy as np
from wenze.agents.draws import entity_number, run_state
from wenze.agents.kinds import NOT_YET
from wenze.sim.phases.careers import AT_THE_START, new_head, new_leader, new_person

# Numbers of entities that are not posts: the post field holds a value no post has.
DEPARTMENT_FIELD = 65535
SUPERVISOR_FIELD = 65534


def populate(state, params):
    """Fill a blank state. Everything about a person is drawn by its number."""
    clock = state.clock[0]
    clock.run = run_state(np.uint64(clock.seed), np.uint64(clock.replication))
    for index in range(len(state.posts)):
        post = state.posts[index]
        township = index // clock.posts
        post.township = township
        post.county = township // clock.townships
        post.number = entity_number(post.county, township % clock.townships, index % clock.posts, 0)
        post.holder = index
        post.arrivals = 0
        new_person(state, index, index, AT_THE_START, params.people)
    for index in range(len(state.counties)):
        state.counties[index].block = index // clock.counties_a_block
    for index in range(len(state.townships)):
        state.townships[index].county = index // clock.townships
    for index in range(len(state.departments)):
        department = state.departments[index]
        department.county = index // clock.departments
        department.number = entity_number(department.county, index % clock.departments, DEPARTMENT_FIELD, 0)
        department.conduct = NOT_YET
        department.turn = 1.0
        department.heads = 0
        new_head(department)
    for index in range(len(state.supervisors)):
        supervisor = state.supervisors[index]
        supervisor.county = index
        supervisor.number = entity_number(index, 0, SUPERVISOR_FIELD, 0)
        supervisor.style = NOT_YET
        supervisor.leaders = 0
        new_leader(supervisor)
