"""The adults of the school: the head makes their accounts, gives them classes, and changes what they may."""

from flask import Blueprint, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.pages import adult, card_asked
from hotspot.pages.adult import ROLES, may
from hotspot.pages.here import number_in, one_line
from hotspot.pages.language import translate as _
from hotspot.school import classes
from hotspot.school.adults import accounts, turns
from hotspot.school.adults.accounts import LastHead, NameTaken, Role
from hotspot.school.codes import new_code
from hotspot.school.tables import Teacher

LONGEST = 80  # characters of a name

pages = Blueprint("staff", __name__, url_prefix="/enseignant/ecole/adultes")


@pages.get("")
@may("head")
def everybody() -> str:
    """Show the adults, and a form for one more."""
    return _list_page()


@pages.post("")
@may("head")
def add() -> str | Response:
    """Make a teacher's account, with a password to be handed over."""
    name = one_line(request.form.get("name", ""), LONGEST)
    if not name:
        return _list_page(name, _("Écrivez son nom."))
    password = _new_password()
    try:
        teacher = accounts.add_teacher(name, "teacher", password)
    except NameTaken:
        return _list_page(name, _("Quelqu’un a déjà ce nom. Ajoutez un prénom ou une initiale."))
    return _password_page(teacher, password)


@pages.get("/<int:teacher_id>")
@may("head")
def one(teacher_id: int) -> str:
    """Show one adult: classes, role, password."""
    teacher = _teacher(teacher_id)
    return render_template(
        "teachers/staff_one.html",
        teacher=teacher,
        role=role_words(teacher.role),
        classes=classes.classes(),
        theirs=accounts.class_numbers_of(teacher.id),
        is_me=adult.adult_needed().teacher_id == teacher.id,
        told=session.pop("told", ""),
    )


@pages.post("/<int:teacher_id>/classes")
@may("head")
def give_classes(teacher_id: int) -> Response:
    """Give a teacher these classes, and no other."""
    teacher = _teacher(teacher_id)
    known = {school_class.id for school_class in classes.classes()}
    ticked = map(number_in, request.form.getlist("class"))
    accounts.set_classes(teacher, known.intersection(ticked))
    session["told"] = _("Les classes sont notées.")
    return redirect(_address(teacher), 303)


@pages.post("/<int:teacher_id>/mot-de-passe")
@may("head")
def reset_password(teacher_id: int) -> str:
    """Give an adult who has forgotten the password a new one, shown once."""
    teacher = _teacher(teacher_id)
    password = _new_password()
    accounts.set_password(teacher, password)
    turns.end_all_of(teacher)
    return _password_page(teacher, password)


@pages.get("/<int:teacher_id>/role")
@may("head")
def role(teacher_id: int) -> str:
    """Ask which role an adult shall have."""
    teacher = _teacher(teacher_id)
    return _role_page(teacher, teacher.role)


@pages.post("/<int:teacher_id>/role")
@may("head")
def change_role(teacher_id: int) -> str | Response:
    """Change it."""
    teacher, wanted = _teacher(teacher_id), _role_of(request.form.get("role", ""))
    if wanted is None:
        return _role_page(teacher, teacher.role)
    if _would_leave_no_head(teacher, wanted):
        return _role_page(teacher, wanted, why=_no_head_left())
    if card_asked.what_is_wrong():
        return _role_page(teacher, wanted)
    try:
        accounts.set_role(teacher, wanted)
    except LastHead:  # another head has just gone
        return _role_page(teacher, wanted, why=_no_head_left())
    session["told"] = _("Le rôle est changé.")
    return redirect("/enseignant/ecole/adultes", 303)


@pages.get("/<int:teacher_id>/supprimer")
@may("head")
def removal(teacher_id: int) -> str:
    """Ask before an account is deleted."""
    return _removal_page(_teacher(teacher_id))


@pages.post("/<int:teacher_id>/supprimer")
@may("head")
def remove(teacher_id: int) -> str | Response:
    """Delete it."""
    teacher = _teacher(teacher_id)
    if _would_leave_no_head(teacher, None):
        return _removal_page(teacher, _no_head_left())
    if card_asked.what_is_wrong():
        return _removal_page(teacher)
    try:
        accounts.remove(teacher)
    except LastHead:
        return _removal_page(teacher, _no_head_left())
    session["told"] = _("Le compte est supprimé.")
    return redirect("/enseignant/ecole/adultes", 303)


def role_words(role: str) -> str:
    """Return how a role is called."""
    return {"head": _("Direction"), "teacher": _("Enseignant"), "technician": _("Technicien")}[role]


def _list_page(name: str = "", why: str = "") -> str:
    adults = [(teacher, role_words(teacher.role)) for teacher in accounts.teachers()]
    return render_template(
        "teachers/staff.html", adults=adults, name=name, why=why, told=session.pop("told", "")
    )


def _password_page(teacher: Teacher, password: str) -> str:
    return render_template("teachers/staff_password.html", teacher=teacher, password=password)


def _role_page(teacher: Teacher, chosen: str, why: str = "") -> str:
    roles = [(role, role_words(role)) for role in ROLES]
    return render_template("teachers/staff_role.html", teacher=teacher, roles=roles, chosen=chosen, why=why)


def _removal_page(teacher: Teacher, why: str = "") -> str:
    return render_template("teachers/staff_remove.html", teacher=teacher, why=why)


def _would_leave_no_head(teacher: Teacher, role: Role | None) -> bool:
    return teacher.role == "head" and role != "head" and accounts.heads() == 1


def _no_head_left() -> str:
    return _("L’école n’aurait plus de direction. Donnez d’abord ce rôle à quelqu’un d’autre.")


def _role_of(typed: str) -> Role | None:
    return next((role for role in ROLES if role == typed), None)


def _new_password() -> str:
    return new_code().replace(" ", "-")


def _address(teacher: Teacher) -> str:
    return f"/enseignant/ecole/adultes/{teacher.id}"


def _teacher(teacher_id: int) -> Teacher:
    teacher = accounts.teacher(teacher_id)
    if teacher is None:
        abort(404)
    return teacher
