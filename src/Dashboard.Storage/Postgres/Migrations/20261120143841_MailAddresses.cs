using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class MailAddresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "url",
                table: "webhook_target",
                newName: "url_protected");

            migrationBuilder.AddColumn<string>(
                name: "public_address",
                table: "mail_server",
                type: "text",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "public_address",
                table: "mail_server");

            migrationBuilder.RenameColumn(
                name: "url_protected",
                table: "webhook_target",
                newName: "url");
        }
    }
}
