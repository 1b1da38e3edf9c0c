from __future__ import annotations

from django.db import migrations

from chidao.mandates.overlaps import allow_overlaps, forbid_overlaps


class Migration(migrations.Migration):
    dependencies = [("mandates", "0001_initial"), ("people", "0001_initial")]
    operations = [migrations.RunPython(forbid_overlaps, allow_overlaps)]
