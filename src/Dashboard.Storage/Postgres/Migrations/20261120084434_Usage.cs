using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Dashboard.Storage.Postgres.Migrations
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
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_actor", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "added_price_row",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    text = table.Column<string>(type: "text", nullable: false),
                    added_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    added_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_added_price_row", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "context",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    text = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    entrypoint = table.Column<string>(type: "text", nullable: true),
                    app = table.Column<string>(type: "text", nullable: true),
                    project_id = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    repository = table.Column<string>(type: "text", nullable: true),
                    workflow = table.Column<string>(type: "text", nullable: true),
                    speed = table.Column<string>(type: "text", nullable: true),
                    geo = table.Column<string>(type: "text", nullable: true),
                    batch = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_context", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "counter",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_counter", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "file_mark",
                columns: table => new
                {
                    source_id = table.Column<int>(type: "integer", nullable: false),
                    file_key = table.Column<string>(type: "text", nullable: false),
                    inode = table.Column<long>(type: "bigint", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    modified_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    offset = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_file_mark", x => new { x.source_id, x.file_key });
                });

            migrationBuilder.CreateTable(
                name: "identity_day",
                columns: table => new
                {
                    day = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_day", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "import_batch",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    source_id = table.Column<int>(type: "integer", nullable: false),
                    received_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    accepted = table.Column<int>(type: "integer", nullable: false),
                    updated = table.Column<int>(type: "integer", nullable: false),
                    duplicate = table.Column<int>(type: "integer", nullable: false),
                    superseded = table.Column<int>(type: "integer", nullable: false),
                    rejected = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import_batch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "issue",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    source_id = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    line = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_issue", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "model",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organisation",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false),
                    contract_numerator = table.Column<int>(type: "integer", nullable: false),
                    contract_denominator = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "price_row",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_price_row", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "project",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rollup_detail",
                columns: table => new
                {
                    seat_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    model_id = table.Column<int>(type: "integer", nullable: false),
                    source_id = table.Column<int>(type: "integer", nullable: false),
                    project_id = table.Column<int>(type: "integer", nullable: false),
                    events = table.Column<long>(type: "bigint", nullable: false),
                    unpriced_events = table.Column<long>(type: "bigint", nullable: false),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_5m_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_1h_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: false),
                    web_searches = table.Column<long>(type: "bigint", nullable: false),
                    cost_nano = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rollup_detail", x => new { x.seat_id, x.day, x.model_id, x.source_id, x.project_id });
                });

            migrationBuilder.CreateTable(
                name: "rollup_org_day",
                columns: table => new
                {
                    day = table.Column<int>(type: "integer", nullable: false),
                    pool = table.Column<int>(type: "integer", nullable: false),
                    events = table.Column<long>(type: "bigint", nullable: false),
                    unpriced_events = table.Column<long>(type: "bigint", nullable: false),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_5m_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_1h_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: false),
                    web_searches = table.Column<long>(type: "bigint", nullable: false),
                    cost_nano = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rollup_org_day", x => new { x.day, x.pool });
                });

            migrationBuilder.CreateTable(
                name: "rollup_seat_day",
                columns: table => new
                {
                    seat_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    pool = table.Column<int>(type: "integer", nullable: false),
                    events = table.Column<long>(type: "bigint", nullable: false),
                    unpriced_events = table.Column<long>(type: "bigint", nullable: false),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_5m_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_1h_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: false),
                    web_searches = table.Column<long>(type: "bigint", nullable: false),
                    cost_nano = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rollup_seat_day", x => new { x.seat_id, x.day, x.pool });
                });

            migrationBuilder.CreateTable(
                name: "rollup_session",
                columns: table => new
                {
                    session_id = table.Column<long>(type: "bigint", nullable: false),
                    model_id = table.Column<int>(type: "integer", nullable: false),
                    events = table.Column<long>(type: "bigint", nullable: false),
                    unpriced_events = table.Column<long>(type: "bigint", nullable: false),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_5m_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_1h_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: false),
                    web_searches = table.Column<long>(type: "bigint", nullable: false),
                    cost_nano = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rollup_session", x => new { x.session_id, x.model_id });
                });

            migrationBuilder.CreateTable(
                name: "run_excess",
                columns: table => new
                {
                    session_id = table.Column<long>(type: "bigint", nullable: false),
                    model_id = table.Column<int>(type: "integer", nullable: false),
                    excess_nano = table.Column<long>(type: "bigint", nullable: false),
                    excess_tokens = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_excess", x => new { x.session_id, x.model_id });
                });

            migrationBuilder.CreateTable(
                name: "run_remainder",
                columns: table => new
                {
                    session_id = table.Column<long>(type: "bigint", nullable: false),
                    identity = table.Column<long>(type: "bigint", nullable: false),
                    event_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_remainder", x => new { x.session_id, x.identity });
                });

            migrationBuilder.CreateTable(
                name: "run_result",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    session_id = table.Column<long>(type: "bigint", nullable: false),
                    content_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    source_id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    at_ms = table.Column<long>(type: "bigint", nullable: false),
                    data = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_result", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "seat",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    email = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    created_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seat", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "source",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    created_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "source_pool",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_id = table.Column<int>(type: "integer", nullable: false),
                    from_ms = table.Column<long>(type: "bigint", nullable: false),
                    pool = table.Column<int>(type: "integer", nullable: false),
                    decided_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_pool", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "source_seat",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_id = table.Column<int>(type: "integer", nullable: false),
                    from_ms = table.Column<long>(type: "bigint", nullable: false),
                    seat_id = table.Column<int>(type: "integer", nullable: false),
                    decided_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_seat", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tags",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tags", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "touched_seat",
                columns: table => new
                {
                    seat_id = table.Column<int>(type: "integer", nullable: false),
                    from_ms = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_touched_seat", x => x.seat_id);
                });

            migrationBuilder.CreateTable(
                name: "usage_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    seat_id = table.Column<int>(type: "integer", nullable: false),
                    occurred_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    source_id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    session_id = table.Column<long>(type: "bigint", nullable: true),
                    model_id = table.Column<int>(type: "integer", nullable: false),
                    context_id = table.Column<int>(type: "integer", nullable: false),
                    tags_id = table.Column<long>(type: "bigint", nullable: true),
                    actor_id = table.Column<int>(type: "integer", nullable: true),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_5m_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_1h_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: false),
                    web_searches = table.Column<int>(type: "integer", nullable: false),
                    pool = table.Column<int>(type: "integer", nullable: false),
                    flags = table.Column<int>(type: "integer", nullable: false),
                    price_row_id = table.Column<int>(type: "integer", nullable: true),
                    rated_nano = table.Column<long>(type: "bigint", nullable: true),
                    authoritative_nano = table.Column<long>(type: "bigint", nullable: true),
                    stated_nano = table.Column<long>(type: "bigint", nullable: true),
                    cost_nano = table.Column<long>(type: "bigint", nullable: true),
                    list_nano = table.Column<long>(type: "bigint", nullable: true),
                    identity = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_usage_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "usage_evidence",
                columns: table => new
                {
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    component = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    observations = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_usage_evidence", x => new { x.event_id, x.component });
                });

            migrationBuilder.CreateTable(
                name: "usage_identity",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    event_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_usage_identity", x => x.key);
                });

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
