from datetime import datetime
from pathlib import Path
import re
import pytest
from chidao.kernel.days import VIET_NAM
from tests.factories import founded_body
@pytest.mark.django_db
def test_hp():
    d=Path("src/chidao/data/charters")
    inst=(d/"HP20-inst.yaml").read_text()
    f=founded_body(charter=(d/"HP20.yaml").read_text(), beside=inst, code="HP", recorder_seat=re.search(r"\{id: ([\w-]+), role: clerk", inst).group(1), now=datetime(2020,3,26,8,tzinfo=VIET_NAM))
    print(len(f.capacities), list(f.capacities)[:6])
