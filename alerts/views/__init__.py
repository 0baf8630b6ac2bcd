"""Pages of levels: what is in force, decisions, proposals, boards, answers, checklists."""
