"""Addresses of the alerts app."""

from django.urls import path

from alerts.views import answers, approval, board, levels, proposal

app_name = "alerts"
urlpatterns = [
    # levels/
    path("levels/", levels.level_list, name="level-list"),
    path("levels/territory/<path:code>/", levels.territory, name="territory"),
    # levels/propose/
    path("levels/propose/", proposal.new_proposal, name="proposal-new"),
    path("levels/propose/check/", proposal.check, name="proposal-check"),
    path("levels/propose/<slug:step>/", proposal.step, name="proposal-step"),
    # levels/7/
    path("levels/<int:pk>/", levels.decision, name="decision"),
    path("levels/<int:pk>/approve/", approval.approve, name="decision-approve"),
    path("levels/<int:pk>/withdraw/", approval.withdraw, name="decision-withdraw"),
    path("levels/<int:pk>/follow/", proposal.follow, name="decision-follow"),
    path("levels/<int:pk>/board/", board.board, name="board"),
    path("levels/<int:pk>/checklist/", board.checklist, name="checklist"),
    path("levels/checklist/<int:pk>/tick/", board.tick, name="checklist-tick"),
    # answers/
    path("answers/", answers.answer_list, name="answer-list"),
    path("answers/<int:pk>/", answers.answer, name="answer"),
    path("answers/<str:token>/", answers.answer_by_link, name="answer-by-link"),
]
