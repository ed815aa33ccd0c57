"""Which records are a block's: it has a stretch of its own in every array, one block after the other.

A block is some counties next to one another. What a county's people do in a month touches its own records and nobody else's, so that a
month is lived block by block: what one block needs lies close together, and other blocks may be lived by other threads.

Places are given as the first and the one after the last, for ``range(*…)``: a compiler then sees through the loop.
"""


def counties_of(clock, block):
    """Places of a block's counties."""
    return among(clock, block, 1)


def townships_of(clock, block):
    """Places of the townships of a block's counties."""
    return among(clock, block, clock.townships)


def posts_of(clock, block):
    """Places of the posts of a block's counties, and of the people who hold them."""
    return among(clock, block, clock.townships * clock.posts)


def departments_of(clock, block):
    """Places of the departments of a block's counties."""
    return among(clock, block, clock.departments)


def among(clock, block, of_a_county):
    """Places of what there is so many of in each county of a block."""
    first = block * clock.counties_a_block
    end = min(clock.counties, first + clock.counties_a_block)
    return first * of_a_county, end * of_a_county


def room_in(pool, clock):
    """How many records each block has room for in a pool."""
    return len(pool) // clock.blocks


def start_of(pool, clock, block):
    """Where a block's stretch of a pool begins."""
    return block * room_in(pool, clock)


def slots_of(state, block):
    """Slots of a block's cases that were ever used."""
    first = start_of(state.cases, state.clock[0], block)
    return first, first + state.blocks[block].cases_used
