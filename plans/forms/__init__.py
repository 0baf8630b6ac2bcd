"""What people type about plans and tasks."""
