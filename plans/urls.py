"""Addresses of tasks, plans and programmes."""

from django.urls import path, re_path

from plans.views import assigning, control, papers, tasks, work

app_name = "plans"
urlpatterns = [
    # tasks/
    path("tasks/", tasks.task_list, name="task-list"),
    re_path(r"^tasks/tasks\.(?P<kind>csv|xlsx)$", tasks.task_export, name="task-export"),
    path("tasks/new/", assigning.new_task, name="task-new"),
    path("tasks/review/", control.review, name="review"),
    path("tasks/decide/", control.decide, name="decide"),
    path("tasks/files/<int:pk>/", tasks.file, name="file"),
    path("tasks/extensions/<int:pk>/decide/", control.decide_extension, name="extension-decide"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/take/", work.take, name="task-take"),
    path("tasks/<int:pk>/progress/", work.progress, name="task-progress"),
    path("tasks/<int:pk>/report/", work.report, name="task-report"),
    path("tasks/<int:pk>/extend/", work.extend, name="task-extend"),
    path("tasks/<int:pk>/accept/", control.accept, name="task-accept"),
    path("tasks/<int:pk>/return/", control.send_back, name="task-return"),
    path("tasks/<int:pk>/close/", control.close, name="task-close"),
    path("tasks/<int:pk>/correct/", assigning.correct, name="task-correct"),
    path("tasks/<int:pk>/issue/", assigning.issue, name="task-issue"),
    path("tasks/<int:pk>/suspend/", assigning.suspend, name="task-suspend"),
    path("tasks/<int:pk>/resume/", assigning.resume, name="task-resume"),
    path("tasks/<int:pk>/move/", assigning.move, name="task-move"),
    # plans/
    path("plans/", papers.plan_list, name="plan-list"),
    path("plans/<int:pk>/", papers.plan, name="plan"),
    path("plans/<int:pk>/items/new/", papers.new_item, name="item-new"),
    path("plans/<int:pk>/versions/new/", papers.open_version, name="version-open"),
    path("plans/versions/<int:pk>/approve/", papers.approve_version, name="version-approve"),
    path("plans/items/<int:pk>/", papers.item, name="item"),
    path("plans/items/<int:pk>/issue/", papers.issue_item, name="item-issue"),
    path("plans/programmes/<int:pk>/", papers.programme, name="programme"),
]
