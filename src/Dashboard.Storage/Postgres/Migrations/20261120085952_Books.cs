using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Books : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "account_day",
                columns: table => new
                {
                    account_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    granted = table.Column<long>(type: "bigint", nullable: false),
                    consumed = table.Column<long>(type: "bigint", nullable: false),
                    overage = table.Column<long>(type: "bigint", nullable: false),
                    uncovered = table.Column<long>(type: "bigint", nullable: false),
                    expired = table.Column<long>(type: "bigint", nullable: false),
                    voided = table.Column<long>(type: "bigint", nullable: false),
                    covered = table.Column<long>(type: "bigint", nullable: false),
                    events = table.Column<long>(type: "bigint", nullable: false),
                    available = table.Column<long>(type: "bigint", nullable: false),
                    at_ms = table.Column<long>(type: "bigint", nullable: true),
                    state = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_day", x => new { x.account_id, x.day });
                });

            migrationBuilder.CreateTable(
                name: "books_day",
                columns: table => new
                {
                    day = table.Column<int>(type: "integer", nullable: false),
                    granted = table.Column<long>(type: "bigint", nullable: false),
                    consumed = table.Column<long>(type: "bigint", nullable: false),
                    overage = table.Column<long>(type: "bigint", nullable: false),
                    uncovered = table.Column<long>(type: "bigint", nullable: false),
                    expired = table.Column<long>(type: "bigint", nullable: false),
                    voided = table.Column<long>(type: "bigint", nullable: false),
                    covered = table.Column<long>(type: "bigint", nullable: false),
                    events = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_books_day", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "books_state",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_books_state", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "decision",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    effective_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    booked_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_decision", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "forecast",
                columns: table => new
                {
                    seat_id = table.Column<int>(type: "integer", nullable: false),
                    cycle_start = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    days_elapsed = table.Column<int>(type: "integer", nullable: false),
                    cycle_days = table.Column<int>(type: "integer", nullable: false),
                    consumed = table.Column<long>(type: "bigint", nullable: false),
                    point = table.Column<long>(type: "bigint", nullable: false),
                    low = table.Column<long>(type: "bigint", nullable: false),
                    high = table.Column<long>(type: "bigint", nullable: false),
                    spread = table.Column<double>(type: "double precision", nullable: false),
                    days_left = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_forecast", x => new { x.seat_id, x.cycle_start, x.day });
                });

            migrationBuilder.CreateTable(
                name: "projection",
                columns: table => new
                {
                    seat_id = table.Column<int>(type: "integer", nullable: false),
                    as_of_ms = table.Column<long>(type: "bigint", nullable: false),
                    today = table.Column<int>(type: "integer", nullable: false),
                    cycle_start = table.Column<int>(type: "integer", nullable: false),
                    cycle_end = table.Column<int>(type: "integer", nullable: false),
                    consumed = table.Column<long>(type: "bigint", nullable: false),
                    allocation = table.Column<long>(type: "bigint", nullable: true),
                    point = table.Column<long>(type: "bigint", nullable: false),
                    low = table.Column<long>(type: "bigint", nullable: false),
                    high = table.Column<long>(type: "bigint", nullable: false),
                    exhaust_day = table.Column<int>(type: "integer", nullable: true),
                    exhaust_probability = table.Column<double>(type: "double precision", nullable: true),
                    days_observed = table.Column<int>(type: "integer", nullable: false),
                    active_days = table.Column<int>(type: "integer", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    path = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_projection", x => x.seat_id);
                });

            migrationBuilder.CreateTable(
                name: "seat_cycle",
                columns: table => new
                {
                    seat_id = table.Column<int>(type: "integer", nullable: false),
                    account_id = table.Column<int>(type: "integer", nullable: false),
                    cycle_start = table.Column<int>(type: "integer", nullable: false),
                    cycle_end = table.Column<int>(type: "integer", nullable: false),
                    start_ms = table.Column<long>(type: "bigint", nullable: false),
                    end_ms = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    programme_id = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<int>(type: "integer", nullable: false),
                    ended = table.Column<bool>(type: "boolean", nullable: false),
                    granted = table.Column<long>(type: "bigint", nullable: false),
                    consumed = table.Column<long>(type: "bigint", nullable: false),
                    overage = table.Column<long>(type: "bigint", nullable: false),
                    uncovered = table.Column<long>(type: "bigint", nullable: false),
                    expired = table.Column<long>(type: "bigint", nullable: false),
                    voided = table.Column<long>(type: "bigint", nullable: false),
                    covered = table.Column<long>(type: "bigint", nullable: false),
                    adjusted = table.Column<long>(type: "bigint", nullable: false),
                    allowance = table.Column<long>(type: "bigint", nullable: false),
                    left_on_the_table = table.Column<long>(type: "bigint", nullable: false),
                    uncovered_off = table.Column<long>(type: "bigint", nullable: false),
                    uncovered_over_cap = table.Column<long>(type: "bigint", nullable: false),
                    uncovered_unclaimed = table.Column<long>(type: "bigint", nullable: false),
                    uncovered_not_eligible = table.Column<long>(type: "bigint", nullable: false),
                    uncovered_inactive = table.Column<long>(type: "bigint", nullable: false),
                    events = table.Column<long>(type: "bigint", nullable: false),
                    postings = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seat_cycle", x => new { x.seat_id, x.account_id, x.cycle_start });
                });

            migrationBuilder.CreateTable(
                name: "seat_now",
                columns: table => new
                {
                    seat_id = table.Column<int>(type: "integer", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    team = table.Column<string>(type: "text", nullable: false),
                    cost_centre = table.Column<string>(type: "text", nullable: false),
                    plan = table.Column<string>(type: "text", nullable: false),
                    search_text = table.Column<string>(type: "text", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    account_id = table.Column<int>(type: "integer", nullable: false),
                    cycle_start = table.Column<int>(type: "integer", nullable: false),
                    cycle_end = table.Column<int>(type: "integer", nullable: false),
                    start_ms = table.Column<long>(type: "bigint", nullable: false),
                    end_ms = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    cycle_state = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    allocated = table.Column<long>(type: "bigint", nullable: false),
                    consumed = table.Column<long>(type: "bigint", nullable: false),
                    available = table.Column<long>(type: "bigint", nullable: false),
                    overage = table.Column<long>(type: "bigint", nullable: false),
                    uncovered = table.Column<long>(type: "bigint", nullable: false),
                    expired = table.Column<long>(type: "bigint", nullable: false),
                    voided = table.Column<long>(type: "bigint", nullable: false),
                    used = table.Column<long>(type: "bigint", nullable: false),
                    allowance = table.Column<long>(type: "bigint", nullable: false),
                    left_on_the_table = table.Column<long>(type: "bigint", nullable: false),
                    unpriced_events = table.Column<long>(type: "bigint", nullable: false),
                    last_event_ms = table.Column<long>(type: "bigint", nullable: false),
                    overage_on = table.Column<bool>(type: "boolean", nullable: false),
                    overage_cap = table.Column<long>(type: "bigint", nullable: true),
                    projected = table.Column<long>(type: "bigint", nullable: false),
                    projected_low = table.Column<long>(type: "bigint", nullable: false),
                    projected_high = table.Column<long>(type: "bigint", nullable: false),
                    projected_overage = table.Column<long>(type: "bigint", nullable: false),
                    exhaust_probability = table.Column<double>(type: "double precision", nullable: true),
                    exhaust_day = table.Column<int>(type: "integer", nullable: true),
                    used_share = table.Column<long>(type: "bigint", nullable: false),
                    as_of_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seat_now", x => x.seat_id);
                });

            migrationBuilder.CreateTable(
                name: "share_day",
                columns: table => new
                {
                    seat_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    covered = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_share_day", x => new { x.seat_id, x.day });
                });

            migrationBuilder.CreateIndex(
                name: "ix_decision_effective",
                table: "decision",
                column: "effective_at_ms");

            migrationBuilder.CreateIndex(
                name: "ix_decision_subject",
                table: "decision",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_forecast_day",
                table: "forecast",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_seat_cycle_start",
                table: "seat_cycle",
                column: "cycle_start");

            migrationBuilder.CreateIndex(
                name: "ix_seat_now_urgency",
                table: "seat_now",
                columns: new[] { "state", "exhaust_day", "used_share" });

            // Decisions are only ever added: the database itself refuses anything else.
            migrationBuilder.Sql("CREATE FUNCTION decision_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Decisions are only ever added.'; END $$");
            migrationBuilder.Sql("CREATE TRIGGER decision_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION decision_only_added()");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_day");

            migrationBuilder.DropTable(
                name: "books_day");

            migrationBuilder.DropTable(
                name: "books_state");

            migrationBuilder.DropTable(
                name: "decision");

            migrationBuilder.Sql("DROP FUNCTION decision_only_added()");

            migrationBuilder.DropTable(
                name: "forecast");

            migrationBuilder.DropTable(
                name: "projection");

            migrationBuilder.DropTable(
                name: "seat_cycle");

            migrationBuilder.DropTable(
                name: "seat_now");

            migrationBuilder.DropTable(
                name: "share_day");
        }
    }
}
