"""Every limit of the classroom's server, and why it is there. What goes beyond one is refused in a clear sentence."""

# --- what is simulated ------------------------------------------------------------------------------------------------

MOST_POSTS = 400
"""Posts of a world that is shown or played: more are no picture any more, and a month of them is still run in milliseconds."""

MOST_SEATS = 200
"""Students of one game: the largest lecture that one laptop was tried with is 50, and 200 phones are still served."""

MOST_JOINED = 5 * MOST_SEATS
"""Seats given out in one game, those given up again included: whoever joins and leaves without end fills neither memory nor disk."""

MOST_MONTHS = 60
"""Months of a game: two hours at two minutes each."""

MOST_SECONDS = 3_600
"""Seconds a month of a game may last, and by which the deadline can be put off at a time."""

MOST_RATE = 12.0
"""Months a second in which two regimes are shown: nobody sees more, and phones would be sent more than they draw."""

SLICE = 0.1
"""Seconds for which a watched pair is stepped before others have their turn, and before it is looked whether anybody still waits."""

# --- who is connected -------------------------------------------------------------------------------------------------

MOST_SOCKETS = 600
"""Sockets of one server: three for each of the most students, which a laptop's system allows without being asked."""

MOST_SOCKETS_AN_ADDRESS = 250
"""Sockets of one address: a class behind one hotspot has one address, but one phone cannot take every place."""

MOST_WATCHED = 24
"""Pairs of regimes simulated at the same time, each a few megabytes."""

MOST_TRIES = 24
"""Visitors who play alone at the same time."""

MOST_BOTS = 60
"""Simulated phones of a rehearsal."""

# --- what they send ---------------------------------------------------------------------------------------------------

LONGEST_MESSAGE = 16_384
"""Bytes of one message: the longest honest one lists the levers moved in a watched pair."""

MESSAGES_A_SECOND = 10.0
BURST = 30
"""Messages of one socket: after a burst they are read no faster than this, so that a flood waits in the sender's own buffers."""

PATIENCE = 200
"""Messages beyond the rate after which a socket is closed."""

REQUESTS_A_SECOND = 60.0
REQUEST_BURST = 1_500
"""Requests of one address: a class behind one hotspot opens its pages at the same moment, about ten files a phone."""

LONGEST_NAME = 24
"""Characters of a student's name."""

LONGEST_ID = 64
"""Characters of the identity of an action."""

# --- what they are sent -----------------------------------------------------------------------------------------------

FRAMES_A_SECOND = 4
"""Snapshots a second of the game: a class choosing at once is shown in steps of a quarter of a second."""

MOST_WAITING = 64
"""Answers that may wait for a socket that does not take them; then it is closed, and the phone comes back when it can."""

PING_SECONDS = 10.0
GONE_SECONDS = 30.0
"""How often a socket is asked whether it is there, and after how long without an answer it is not: phones vanish without a word."""

GRACE_SECONDS = 5.0
"""How long a month goes on after the last one present has chosen: a choice can still be changed."""

FORGOTTEN_SECONDS = 600.0
"""How long the game of a lone visitor waits for the visitor to come back."""

STOP_SECONDS = 2
"""Seconds that open connections have to end in when the server is stopped."""
