using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ApiKeyScopes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "expires_at_ms",
                table: "api_key",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "requests_per_minute",
                table: "api_key",
                type: "INTEGER",
                nullable: false,
                defaultValue: 30000);

            migrationBuilder.AddColumn<int>(
                name: "scopes",
                table: "api_key",
                type: "INTEGER",
                nullable: false,
                defaultValue: 3);

            migrationBuilder.AddColumn<string>(
                name: "seats",
                table: "api_key",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "expires_at_ms",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "requests_per_minute",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "scopes",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "seats",
                table: "api_key");
        }
    }
}
