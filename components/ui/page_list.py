"""All pages in the order of the navigation: file, title, address, and what one must be allowed to do to open it."""

from dataclasses import dataclass

from domain.permissions import Action

LAY_PARTNERS = "Lay partners"
PUBLISH = "Publish"
FORUM = "Forum"


@dataclass(frozen=True)
class PageEntry:
    """A page. `section` is its menu, "" for the pages that stand in the bar itself.

    `filtered` pages show the shared filters. Those that `follow` the store show newer figures by themselves. A page
    that is not `listed` is reached by its address alone.
    """

    file: str
    title: str
    url_path: str
    section: str = ""
    needs: Action = Action.EXPLORE
    filtered: bool = False
    follows: bool = False
    listed: bool = True


PAGES = (
    PageEntry("pages/explore/overview.py", "Overview", "overview", filtered=True, follows=True),
    PageEntry("pages/explore/spectrum.py", "Spectrum", "spectrum", filtered=True, follows=True),
    PageEntry("pages/explore/reach.py", "Reach", "reach", filtered=True, follows=True),
    PageEntry("pages/explore/activities.py", "Activities", "activities", filtered=True, follows=True),
    PageEntry("pages/explore/change.py", "Change", "change", filtered=True, follows=True),
    PageEntry("pages/explore/strategy.py", "Strategy", "strategy", filtered=True, follows=True),
    PageEntry("pages/explore/network.py", "Network", "network", follows=True),
    PageEntry("pages/explore/board_pack.py", "Board pack", "board-pack", filtered=True),
    PageEntry("pages/explore/records.py", "Records", "records", filtered=True, listed=False),
    PageEntry("pages/explore/activity.py", "Activity", "activity", listed=False),
    PageEntry("pages/stories/stories.py", "Stories", "stories", needs=Action.READ_STORIES),
    PageEntry("pages/stories/story.py", "Story", "story", needs=Action.READ_STORIES, listed=False),
    PageEntry("pages/account/sign_in.py", "Sign in", "sign-in"),
    PageEntry("pages/record/activity.py", "Add or edit", "record", "Record", Action.RECORD),
    PageEntry("pages/record/import_file.py", "Import a file", "import", "Record", Action.IMPORT),
    PageEntry(
        "pages/record/rate_as_staff.py", "Rate markers", "rate-as-staff", "Record", Action.RATE_AS_STAFF
    ),
    PageEntry(
        "pages/record/strategy_work.py",
        "Actions and resources",
        "actions-and-resources",
        "Record",
        Action.RECORD_STRATEGY_WORK,
    ),
    PageEntry("pages/record/feedback.py", "Feedback", "feedback", "Record", Action.INVITE_FEEDBACK),
    PageEntry("pages/lay/rate_as_lay.py", "Rate your network", "rate", LAY_PARTNERS, Action.RATE_AS_LAY),
    PageEntry(
        "pages/lay/answers.py", "What people said", "what-people-said", LAY_PARTNERS, Action.READ_FEEDBACK
    ),
    PageEntry("pages/lay/co_sign.py", "Co-sign a story", "co-sign", LAY_PARTNERS, Action.CO_SIGN_STORIES),
    PageEntry("pages/publish/write.py", "Write a story", "write", PUBLISH, Action.WRITE_STORIES),
    PageEntry("pages/publish/approve.py", "Approve stories", "approve", PUBLISH, Action.APPROVE_STORIES),
    PageEntry("pages/publish/innovators.py", "The Innovators", "innovators", PUBLISH, Action.COMPOSE_ISSUES),
    PageEntry("pages/publish/exports.py", "Exports and consents", "exports", PUBLISH, Action.EXPORT_STORIES),
    PageEntry("pages/forum/meetings.py", "Meetings", "meetings", FORUM, Action.READ_MEETINGS),
    PageEntry(
        "pages/forum/since_last_meeting.py",
        "Since the last meeting",
        "since-last-meeting",
        FORUM,
        Action.READ_MEETINGS,
    ),
    PageEntry("pages/forum/place_the_dot.py", "Place the dot", "place-the-dot", FORUM, Action.RUN_MEETINGS),
    PageEntry("pages/forum/library.py", "Library", "library", FORUM),
    PageEntry("pages/forum/live.py", "Show on a screen", "live-screens", FORUM, filtered=True),
    PageEntry("pages/manage/accounts.py", "Accounts", "accounts", "Manage", Action.MANAGE_ACCOUNTS),
    PageEntry("pages/manage/networks.py", "Networks", "networks", "Manage", Action.MANAGE_NETWORKS),
    PageEntry("pages/manage/data_health.py", "Data health", "data-health", "Manage", Action.SEE_DATA_HEALTH),
    PageEntry("pages/manage/audit.py", "Audit", "audit", "Manage", Action.SEE_AUDIT),
    PageEntry("pages/manage/settings.py", "Settings", "settings", "Manage", Action.CHANGE_SETTINGS),
    PageEntry("pages/about/how_we_measure.py", "How we measure", "how-we-measure", "About"),
    PageEntry("pages/about/data_protection.py", "Data protection", "data-protection", "About"),
    PageEntry(
        "pages/account/your_account.py", "Your account", "your-account", "Account", Action.KEEP_ACCOUNT
    ),
    PageEntry("pages/account/set_password.py", "Set your password", "set-password", "Account", listed=False),
)


def page_at(url_path: str) -> PageEntry:
    """The page with this address; raises KeyError where there is none."""
    return {entry.url_path: entry for entry in PAGES}[url_path]
