"""How each kind of agent behaves: pure rules over records of plain numbers, and the numbers they use."""
