"""Ranking people without allocating memory, which compiled phases do not do."""


def outranks(score, tie, one, other):
    """Whether ``one`` comes before ``other``: higher score, then lower tie draw, then earlier post."""
    if score[one] != score[other]:
        return score[one] > score[other]
    if tie[one] != tie[other]:
        return tie[one] < tie[other]
    return one < other


def rank(order, score, tie, count):
    """Fill ``order[:count]`` with the positions 0 to ``count − 1``, the highest ranked first (heapsort)."""
    for position in range(count):
        order[position] = position
    for root in range(count // 2 - 1, -1, -1):
        sift_down(order, score, tie, root, count)
    for end in range(count - 1, 0, -1):
        order[0], order[end] = order[end], order[0]
        sift_down(order, score, tie, 0, end)


def sift_down(order, score, tie, root, end):
    """Let a position sink in a heap whose top is the lowest ranked."""
    while True:
        child = 2 * root + 1
        if child >= end:
            return
        if child + 1 < end and outranks(score, tie, order[child], order[child + 1]):
            child += 1
        if not outranks(score, tie, order[root], order[child]):
            return
        order[root], order[child] = order[child], order[root]
        root = child
