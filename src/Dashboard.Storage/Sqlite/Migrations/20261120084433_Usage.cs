using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Usage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "actor",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_actor", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "added_price_row",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    added_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    added_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_added_price_row", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "context",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    entrypoint = table.Column<string>(type: "TEXT", nullable: true),
                    app = table.Column<string>(type: "TEXT", nullable: true),
                    project_id = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    repository = table.Column<string>(type: "TEXT", nullable: true),
                    workflow = table.Column<string>(type: "TEXT", nullable: true),
                    speed = table.Column<string>(type: "TEXT", nullable: true),
                    geo = table.Column<string>(type: "TEXT", nullable: true),
                    batch = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_context", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "counter",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_counter", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "file_mark",
                columns: table => new
                {
                    source_id = table.Column<int>(type: "INTEGER", nullable: false),
                    file_key = table.Column<string>(type: "TEXT", nullable: false),
                    inode = table.Column<long>(type: "INTEGER", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    modified_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    offset = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_file_mark", x => new { x.source_id, x.file_key });
                });

            // The key is the table: half the size and one tree less to write. EF Core cannot say so.
            migrationBuilder.Sql("CREATE TABLE identity_day (day INTEGER NOT NULL, PRIMARY KEY (day)) WITHOUT ROWID");

            migrationBuilder.CreateTable(
                name: "import_batch",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<int>(type: "INTEGER", nullable: false),
                    received_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    accepted = table.Column<int>(type: "INTEGER", nullable: false),
                    updated = table.Column<int>(type: "INTEGER", nullable: false),
                    duplicate = table.Column<int>(type: "INTEGER", nullable: false),
                    superseded = table.Column<int>(type: "INTEGER", nullable: false),
                    rejected = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import_batch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "issue",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    batch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<int>(type: "INTEGER", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    line = table.Column<long>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_issue", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "model",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organisation",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    time_zone = table.Column<string>(type: "TEXT", nullable: false),
                    contract_numerator = table.Column<int>(type: "INTEGER", nullable: false),
                    contract_denominator = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "price_row",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_price_row", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "project",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project", x => x.id);
                });

            // The key is the table: half the size and one tree less to write. EF Core cannot say so.
            migrationBuilder.Sql("CREATE TABLE rollup_detail (seat_id INTEGER NOT NULL, day INTEGER NOT NULL, model_id INTEGER NOT NULL, source_id INTEGER NOT NULL, project_id INTEGER NOT NULL, events INTEGER NOT NULL, unpriced_events INTEGER NOT NULL, input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, cache_write_5m_tokens INTEGER NOT NULL, cache_write_1h_tokens INTEGER NOT NULL, cache_read_tokens INTEGER NOT NULL, web_searches INTEGER NOT NULL, cost_nano INTEGER NOT NULL, PRIMARY KEY (seat_id, day, model_id, source_id, project_id)) WITHOUT ROWID");

            // The key is the table: half the size and one tree less to write. EF Core cannot say so.
            migrationBuilder.Sql("CREATE TABLE rollup_org_day (day INTEGER NOT NULL, pool INTEGER NOT NULL, events INTEGER NOT NULL, unpriced_events INTEGER NOT NULL, input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, cache_write_5m_tokens INTEGER NOT NULL, cache_write_1h_tokens INTEGER NOT NULL, cache_read_tokens INTEGER NOT NULL, web_searches INTEGER NOT NULL, cost_nano INTEGER NOT NULL, PRIMARY KEY (day, pool)) WITHOUT ROWID");

            // The key is the table: half the size and one tree less to write. EF Core cannot say so.
            migrationBuilder.Sql("CREATE TABLE rollup_seat_day (seat_id INTEGER NOT NULL, day INTEGER NOT NULL, pool INTEGER NOT NULL, events INTEGER NOT NULL, unpriced_events INTEGER NOT NULL, input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, cache_write_5m_tokens INTEGER NOT NULL, cache_write_1h_tokens INTEGER NOT NULL, cache_read_tokens INTEGER NOT NULL, web_searches INTEGER NOT NULL, cost_nano INTEGER NOT NULL, PRIMARY KEY (seat_id, day, pool)) WITHOUT ROWID");

            // The key is the table: half the size and one tree less to write. EF Core cannot say so.
            migrationBuilder.Sql("CREATE TABLE rollup_session (session_id INTEGER NOT NULL, model_id INTEGER NOT NULL, events INTEGER NOT NULL, unpriced_events INTEGER NOT NULL, input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, cache_write_5m_tokens INTEGER NOT NULL, cache_write_1h_tokens INTEGER NOT NULL, cache_read_tokens INTEGER NOT NULL, web_searches INTEGER NOT NULL, cost_nano INTEGER NOT NULL, PRIMARY KEY (session_id, model_id)) WITHOUT ROWID");

            migrationBuilder.CreateTable(
                name: "run_excess",
                columns: table => new
                {
                    session_id = table.Column<long>(type: "INTEGER", nullable: false),
                    model_id = table.Column<int>(type: "INTEGER", nullable: false),
                    excess_nano = table.Column<long>(type: "INTEGER", nullable: false),
                    excess_tokens = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_excess", x => new { x.session_id, x.model_id });
                });

            migrationBuilder.CreateTable(
                name: "run_remainder",
                columns: table => new
                {
                    session_id = table.Column<long>(type: "INTEGER", nullable: false),
                    identity = table.Column<long>(type: "INTEGER", nullable: false),
                    event_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_remainder", x => new { x.session_id, x.identity });
                });

            migrationBuilder.CreateTable(
                name: "run_result",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    session_id = table.Column<long>(type: "INTEGER", nullable: false),
                    content_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    source_id = table.Column<int>(type: "INTEGER", nullable: false),
                    batch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_result", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "seat",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    email = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    created_at_ms = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seat", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "source",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    created_at_ms = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "source_pool",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    source_id = table.Column<int>(type: "INTEGER", nullable: false),
                    from_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    pool = table.Column<int>(type: "INTEGER", nullable: false),
                    decided_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_pool", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "source_seat",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    source_id = table.Column<int>(type: "INTEGER", nullable: false),
                    from_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    seat_id = table.Column<int>(type: "INTEGER", nullable: false),
                    decided_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_seat", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tags",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tags", x => x.id);
                });

            // The key is the table: half the size and one tree less to write. EF Core cannot say so.
            migrationBuilder.Sql("CREATE TABLE touched_seat (seat_id INTEGER NOT NULL, from_ms INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (seat_id)) WITHOUT ROWID");

            migrationBuilder.CreateTable(
                name: "usage_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    seat_id = table.Column<int>(type: "INTEGER", nullable: false),
                    occurred_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<int>(type: "INTEGER", nullable: false),
                    batch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    session_id = table.Column<long>(type: "INTEGER", nullable: true),
                    model_id = table.Column<int>(type: "INTEGER", nullable: false),
                    context_id = table.Column<int>(type: "INTEGER", nullable: false),
                    tags_id = table.Column<long>(type: "INTEGER", nullable: true),
                    actor_id = table.Column<int>(type: "INTEGER", nullable: true),
                    input_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    output_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    cache_write_5m_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    cache_write_1h_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    web_searches = table.Column<int>(type: "INTEGER", nullable: false),
                    pool = table.Column<int>(type: "INTEGER", nullable: false),
                    flags = table.Column<int>(type: "INTEGER", nullable: false),
                    price_row_id = table.Column<int>(type: "INTEGER", nullable: true),
                    rated_nano = table.Column<long>(type: "INTEGER", nullable: true),
                    authoritative_nano = table.Column<long>(type: "INTEGER", nullable: true),
                    stated_nano = table.Column<long>(type: "INTEGER", nullable: true),
                    cost_nano = table.Column<long>(type: "INTEGER", nullable: true),
                    list_nano = table.Column<long>(type: "INTEGER", nullable: true),
                    identity = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_usage_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "usage_evidence",
                columns: table => new
                {
                    event_id = table.Column<long>(type: "INTEGER", nullable: false),
                    component = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    observations = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_usage_evidence", x => new { x.event_id, x.component });
                });

            // The key is the table: half the size and one tree less to write. EF Core cannot say so.
            migrationBuilder.Sql("CREATE TABLE usage_identity (key BLOB NOT NULL, event_id INTEGER NOT NULL, PRIMARY KEY (key)) WITHOUT ROWID");

            migrationBuilder.InsertData(
                table: "organisation",
                columns: new[] { "id", "contract_denominator", "contract_numerator", "name", "time_zone" },
                values: new object[] { 1, 1, 1, "", "UTC" });

            migrationBuilder.CreateIndex(
                name: "ix_actor_text",
                table: "actor",
                column: "text",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_context_text",
                table: "context",
                column: "text",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_issue_source",
                table: "issue",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_model_text",
                table: "model",
                column: "text",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_price_row_text",
                table: "price_row",
                column: "text",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_project_text",
                table: "project",
                column: "text",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_run_result_session",
                table: "run_result",
                columns: new[] { "session_id", "content_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_seat_email",
                table: "seat",
                column: "email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_session_text",
                table: "session",
                column: "text",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_source_name",
                table: "source",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_source_pool_source",
                table: "source_pool",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_source_seat_source",
                table: "source_seat",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_tags_text",
                table: "tags",
                column: "text",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_usage_event_day_seat",
                table: "usage_event",
                columns: new[] { "day", "seat_id" });

            migrationBuilder.CreateIndex(
                name: "ix_usage_event_unassigned_actor",
                table: "usage_event",
                column: "actor_id",
                filter: "actor_id IS NOT NULL AND seat_id = 0");

            migrationBuilder.CreateIndex(
                name: "ix_usage_event_unpriced_model",
                table: "usage_event",
                column: "model_id",
                filter: "cost_nano IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "actor");

            migrationBuilder.DropTable(
                name: "added_price_row");

            migrationBuilder.DropTable(
                name: "context");

            migrationBuilder.DropTable(
                name: "counter");

            migrationBuilder.DropTable(
                name: "file_mark");

            migrationBuilder.DropTable(
                name: "identity_day");

            migrationBuilder.DropTable(
                name: "import_batch");

            migrationBuilder.DropTable(
                name: "issue");

            migrationBuilder.DropTable(
                name: "model");

            migrationBuilder.DropTable(
                name: "organisation");

            migrationBuilder.DropTable(
                name: "price_row");

            migrationBuilder.DropTable(
                name: "project");

            migrationBuilder.DropTable(
                name: "rollup_detail");

            migrationBuilder.DropTable(
                name: "rollup_org_day");

            migrationBuilder.DropTable(
                name: "rollup_seat_day");

            migrationBuilder.DropTable(
                name: "rollup_session");

            migrationBuilder.DropTable(
                name: "run_excess");

            migrationBuilder.DropTable(
                name: "run_remainder");

            migrationBuilder.DropTable(
                name: "run_result");

            migrationBuilder.DropTable(
                name: "seat");

            migrationBuilder.DropTable(
                name: "session");

            migrationBuilder.DropTable(
                name: "source");

            migrationBuilder.DropTable(
                name: "source_pool");

            migrationBuilder.DropTable(
                name: "source_seat");

            migrationBuilder.DropTable(
                name: "tags");

            migrationBuilder.DropTable(
                name: "touched_seat");

            migrationBuilder.DropTable(
                name: "usage_event");

            migrationBuilder.DropTable(
                name: "usage_evidence");

            migrationBuilder.DropTable(
                name: "usage_identity");
        }
    }
}
