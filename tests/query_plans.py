# SPDX-License-Identifier: LicenseRef-Desk
"""Tells how SQLite goes about the queries of a keeper, so that a test can ask for an index."""

from unittest.mock import patch

from sqlalchemy import event

from desk.services.store.driver import Driver


def plans(db, work):
    """Run `work(session)` in a read transaction; return its result and the plan of each SELECT, in order."""

    def explained(session):
        said = []

        def note(_connection, _cursor, statement, parameters, _context, _many):
            if statement.startswith("SELECT"):
                said.append((statement, parameters))

        def note_straight(driver, statement, parameters):
            note(None, None, statement, parameters, None, False)
            return ask(driver, statement, parameters)

        ask = Driver.ask
        event.listen(session.get_bind(), "before_cursor_execute", note)
        try:
            with patch.object(Driver, "ask", note_straight):
                result = work(session)
        finally:
            event.remove(session.get_bind(), "before_cursor_execute", note)
        connection = session.connection()
        return result, [_plan(connection, statement, parameters) for statement, parameters in said]

    return db.read_now(explained)


def _plan(connection, statement, parameters):
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return " / ".join(row[3] for row in rows)
