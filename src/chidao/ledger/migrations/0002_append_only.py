from __future__ import annotations

from django.db import migrations

from chidao.ledger.triggers import allow_changes, forbid_changes


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forbid_changes, allow_changes)]
