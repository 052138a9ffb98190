using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Sqlite.Migrations
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
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    salt = table.Column<byte[]>(type: "BLOB", nullable: true),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    after = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_detail", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    person_id = table.Column<int>(type: "INTEGER", nullable: false),
                    decision_sequence = table.Column<long>(type: "INTEGER", nullable: true),
                    commitment = table.Column<byte[]>(type: "BLOB", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entry", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "audit_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_head", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_person",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    salt = table.Column<byte[]>(type: "BLOB", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    commitment = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "erasure_door",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
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
            // An insert that replaces fires no delete trigger on SQLite, so inserts are looked at too.
            migrationBuilder.Sql("CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'Audit entries are only ever added.'); END");
            migrationBuilder.Sql("CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'Audit entries are only ever added.'); END");
            migrationBuilder.Sql("CREATE TRIGGER audit_entry_next BEFORE INSERT ON audit_entry WHEN NEW.sequence IS NOT (SELECT COALESCE(MAX(sequence), 0) + 1 FROM audit_entry) BEGIN SELECT RAISE(ABORT, 'Audit entries are only ever added.'); END");
            migrationBuilder.Sql("CREATE TRIGGER audit_detail_erase_only BEFORE UPDATE ON audit_detail WHEN NEW.sequence IS NOT OLD.sequence OR NEW.salt IS NOT NULL OR NEW.before IS NOT NULL OR NEW.after IS NOT NULL OR NEW.reason IS NOT NULL OR NEW.address IS NOT NULL BEGIN SELECT RAISE(ABORT, 'Audit texts are only ever erased, in whole and with their salt.'); END");
            migrationBuilder.Sql("CREATE TRIGGER audit_detail_no_delete BEFORE DELETE ON audit_detail BEGIN SELECT RAISE(ABORT, 'Audit texts are only ever erased, in whole and with their salt.'); END");
            migrationBuilder.Sql("CREATE TRIGGER audit_detail_no_replace BEFORE INSERT ON audit_detail WHEN EXISTS (SELECT 1 FROM audit_detail WHERE sequence = NEW.sequence) BEGIN SELECT RAISE(ABORT, 'Audit texts are only ever erased, in whole and with their salt.'); END");
            migrationBuilder.Sql("CREATE TRIGGER audit_person_erase_only BEFORE UPDATE ON audit_person WHEN NEW.id IS NOT OLD.id OR NEW.commitment IS NOT OLD.commitment OR NEW.salt IS NOT NULL OR NEW.name NOT LIKE 'erased-%' BEGIN SELECT RAISE(ABORT, 'Audit texts are only ever erased, in whole and with their salt.'); END");
            migrationBuilder.Sql("CREATE TRIGGER audit_person_no_delete BEFORE DELETE ON audit_person BEGIN SELECT RAISE(ABORT, 'Audit texts are only ever erased, in whole and with their salt.'); END");
            migrationBuilder.Sql("CREATE TRIGGER audit_person_no_replace BEFORE INSERT ON audit_person WHEN EXISTS (SELECT 1 FROM audit_person WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'Audit texts are only ever erased, in whole and with their salt.'); END");
            migrationBuilder.Sql("CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head WHEN NEW.id IS NOT OLD.id OR NEW.sequence <= OLD.sequence BEGIN SELECT RAISE(ABORT, 'The head of the audit trail only moves forward.'); END");
            migrationBuilder.Sql("CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'The head of the audit trail only moves forward.'); END");
            migrationBuilder.Sql("CREATE TRIGGER audit_head_no_replace BEFORE INSERT ON audit_head WHEN EXISTS (SELECT 1 FROM audit_head) BEGIN SELECT RAISE(ABORT, 'The head of the audit trail only moves forward.'); END");
            migrationBuilder.Sql("DROP TRIGGER decision_no_update");
            migrationBuilder.Sql("CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision WHEN NOT EXISTS (SELECT 1 FROM erasure_door) OR NEW.sequence IS NOT OLD.sequence OR NEW.effective_at_ms IS NOT OLD.effective_at_ms OR NEW.booked_at_ms IS NOT OLD.booked_at_ms OR NEW.kind IS NOT OLD.kind OR NEW.subject IS NOT OLD.subject BEGIN SELECT RAISE(ABORT, 'Decisions are only ever added.'); END");
            migrationBuilder.Sql("CREATE TRIGGER decision_no_replace BEFORE INSERT ON decision WHEN EXISTS (SELECT 1 FROM decision WHERE sequence = NEW.sequence) BEGIN SELECT RAISE(ABORT, 'Decisions are only ever added.'); END");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER decision_no_replace");
            migrationBuilder.Sql("DROP TRIGGER decision_no_update");
            migrationBuilder.Sql("CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'Decisions are only ever added.'); END");
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
        }
    }
}
