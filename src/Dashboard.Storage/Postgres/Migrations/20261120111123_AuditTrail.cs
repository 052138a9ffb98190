using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class AuditTrail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_detail",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: true),
                    before = table.Column<string>(type: "text", nullable: true),
                    after = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    address = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_detail", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at_ms = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<int>(type: "integer", nullable: false),
                    decision_sequence = table.Column<long>(type: "bigint", nullable: true),
                    commitment = table.Column<byte[]>(type: "bytea", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entry", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "audit_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_head", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_person",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    commitment = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "erasure_door",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_erasure_door", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_decision",
                table: "audit_entry",
                column: "decision_sequence",
                unique: true,
                filter: "decision_sequence IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_person",
                table: "audit_entry",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_subject",
                table: "audit_entry",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_audit_person_name",
                table: "audit_person",
                column: "name");

            // Entries are only ever added, texts only ever erased, and texts of decisions only replaced while the erasure holds its door open.
            migrationBuilder.Sql("CREATE FUNCTION audit_entry_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Audit entries are only ever added.'; END $$");
            migrationBuilder.Sql("CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_only_added()");
            migrationBuilder.Sql("CREATE FUNCTION audit_text_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Audit texts are only ever erased, in whole and with their salt.'; END $$");
            migrationBuilder.Sql("CREATE FUNCTION audit_detail_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.sequence <> OLD.sequence OR num_nonnulls(NEW.salt, NEW.before, NEW.after, NEW.reason, NEW.address) > 0 THEN RAISE EXCEPTION 'Audit texts are only ever erased, in whole and with their salt.'; END IF; RETURN NEW; END $$");
            migrationBuilder.Sql("CREATE TRIGGER audit_detail_erase_only BEFORE UPDATE ON audit_detail FOR EACH ROW EXECUTE FUNCTION audit_detail_only_erased()");
            migrationBuilder.Sql("CREATE TRIGGER audit_detail_no_delete BEFORE DELETE OR TRUNCATE ON audit_detail FOR EACH STATEMENT EXECUTE FUNCTION audit_text_no_delete()");
            migrationBuilder.Sql("CREATE FUNCTION audit_person_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id <> OLD.id OR NEW.commitment <> OLD.commitment OR NEW.salt IS NOT NULL OR NEW.name NOT LIKE 'erased-%' THEN RAISE EXCEPTION 'Audit texts are only ever erased, in whole and with their salt.'; END IF; RETURN NEW; END $$");
            migrationBuilder.Sql("CREATE TRIGGER audit_person_erase_only BEFORE UPDATE ON audit_person FOR EACH ROW EXECUTE FUNCTION audit_person_only_erased()");
            migrationBuilder.Sql("CREATE TRIGGER audit_person_no_delete BEFORE DELETE OR TRUNCATE ON audit_person FOR EACH STATEMENT EXECUTE FUNCTION audit_text_no_delete()");
            migrationBuilder.Sql("CREATE FUNCTION audit_head_only_forward() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id <> OLD.id OR NEW.sequence <= OLD.sequence THEN RAISE EXCEPTION 'The head of the audit trail only moves forward.'; END IF; RETURN NEW; END $$");
            migrationBuilder.Sql("CREATE FUNCTION audit_head_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'The head of the audit trail only moves forward.'; END $$");
            migrationBuilder.Sql("CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_only_forward()");
            migrationBuilder.Sql("CREATE TRIGGER audit_head_no_delete BEFORE DELETE OR TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION audit_head_stays()");
            migrationBuilder.Sql("DROP TRIGGER decision_no_change ON decision");
            migrationBuilder.Sql("CREATE TRIGGER decision_no_delete BEFORE DELETE OR TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION decision_only_added()");
            migrationBuilder.Sql("CREATE FUNCTION decision_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM erasure_door) OR NEW.sequence <> OLD.sequence OR NEW.effective_at_ms <> OLD.effective_at_ms OR NEW.booked_at_ms <> OLD.booked_at_ms OR NEW.kind <> OLD.kind OR NEW.subject <> OLD.subject THEN RAISE EXCEPTION 'Decisions are only ever added.'; END IF; RETURN NEW; END $$");
            migrationBuilder.Sql("CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION decision_only_erased()");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER decision_no_update ON decision");
            migrationBuilder.Sql("DROP TRIGGER decision_no_delete ON decision");
            migrationBuilder.Sql("DROP FUNCTION decision_only_erased()");
            migrationBuilder.Sql("CREATE TRIGGER decision_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION decision_only_added()");
            migrationBuilder.DropTable(
                name: "audit_detail");

            migrationBuilder.DropTable(
                name: "audit_entry");

            migrationBuilder.DropTable(
                name: "audit_head");

            migrationBuilder.DropTable(
                name: "audit_person");

            migrationBuilder.DropTable(
                name: "erasure_door");
            migrationBuilder.Sql("DROP FUNCTION audit_entry_only_added()");
            migrationBuilder.Sql("DROP FUNCTION audit_text_no_delete()");
            migrationBuilder.Sql("DROP FUNCTION audit_detail_only_erased()");
            migrationBuilder.Sql("DROP FUNCTION audit_person_only_erased()");
            migrationBuilder.Sql("DROP FUNCTION audit_head_only_forward()");
            migrationBuilder.Sql("DROP FUNCTION audit_head_stays()");
        }
    }
}
