"""Schools and phones for the tests in a browser."""

import shutil
from contextlib import ExitStack

import pytest
from phones import CHROMIUM_OPTIONS, OldPhone, Phone
from schools import free_port, open_school

SMALL = {"width": 320, "height": 480}


@pytest.fixture(scope="session")
def school_in(published, tmp_path_factory):
    """country → a running demonstration school, one for each test process."""
    schools = {}
    with ExitStack() as stack:

        def of(country, **settings):
            name = (country, *settings.items())
            if name not in schools:
                folder = tmp_path_factory.mktemp(f"box-{country}")
                schools[name] = stack.enter_context(
                    open_school(country, published(country), folder, free_port(), **settings)
                )
            return schools[name]

        yield of


@pytest.fixture(scope="session")
def chromium(playwright):
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_OPTIONS)
    yield browser
    browser.close()


@pytest.fixture
def pick_up(chromium):
    """A phone of today: pick_up(school, scripts=False) is one whose browser has none."""
    with ExitStack() as stack:

        def phone(school, scripts=True, size=None):
            context = chromium.new_context(
                viewport=size or SMALL, java_script_enabled=scripts, is_mobile=False
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(8000)
            return Phone(page, school.address)

        yield phone


@pytest.fixture(
    params=["scripts", "no-scripts", pytest.param("chromium-69", marks=[pytest.mark.slow])],
)
def any_phone(request, pick_up):
    """any_phone(school): a phone of today with and without scripts, and one with a real Chromium 69."""
    with ExitStack() as stack:

        def phone(school):
            if request.param != "chromium-69":
                return pick_up(school, scripts=request.param == "scripts")
            old = OldPhone(school.address)
            stack.callback(old.close)
            return old

        phone.number = ["scripts", "no-scripts", "chromium-69"].index(request.param)
        yield phone
