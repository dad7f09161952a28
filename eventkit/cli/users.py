"""Accounts from the command line."""

from __future__ import annotations

import click
from sqlalchemy import select

from eventkit.cli.context import BadInput, with_app
from eventkit.db import db
from eventkit.people.accounts import Account
from eventkit.people.operations import EmailTakenError, create_account, set_active
from eventkit.people.passwords import SHORTEST, hash_password
from eventkit.people.queries import account_by_email


@click.group("user")
def user() -> None:
    """Accounts: add, list, disable."""


@user.command("add")
@click.argument("email")
@click.option("--administrator", is_flag=True, help="May do everything on this site.")
@click.option(
    "--password",
    prompt="Пароль (пусто: вход по ссылкам из писем)",
    default="",
    hide_input=True,
    show_default=False,
)
@with_app
def add(email: str, administrator: bool, password: str) -> None:
    """Open an account for EMAIL."""
    _require_address(email)
    if password and len(password) < SHORTEST:
        raise BadInput(f"пароль короче {SHORTEST} знаков")
    hashed = hash_password(password) if password else None
    try:
        create_account(email, hashed_password=hashed, is_administrator=administrator)
    except EmailTakenError as problem:
        raise BadInput(f"{email}: такая учётная запись уже есть") from problem
    db.session.commit()
    click.echo(f"Учётная запись {email} открыта.")


def _require_address(email: str) -> None:
    """The same check as in the forms of the site."""
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError as problem:
        raise BadInput(f"{email}: это не адрес электронной почты") from problem


@user.command("list")
@with_app
def list_users() -> None:
    """List the accounts."""
    for account in db.session.scalars(select(Account).order_by(Account.email)):
        words = [account.email]
        words += ["администратор"] if account.is_administrator else []
        words += [] if account.is_active else ["закрыта"]
        click.echo("\t".join(words))


@user.command("disable")
@click.argument("email")
@with_app
def disable(email: str) -> None:
    """Close the account of EMAIL; its sessions end."""
    account = account_by_email(email)
    if account is None:
        raise BadInput(f"{email}: такой учётной записи нет")
    set_active(account, False, actor="system")
    db.session.commit()
    click.echo(f"Учётная запись {email} закрыта.")


COMMANDS = (user,)
