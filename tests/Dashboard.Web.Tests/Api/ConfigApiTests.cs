using System.Net;
using System.Text;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Api;

public sealed class ConfigApiTests
{
    private const string File =
        """{"version":1,"organisation":{"name":"Example","booksStart":"2026-11-01","zone":"UTC","programme":{"id":"agent-sdk-credit","mode":"enforced"}},"seats":[{"email":"ada@example.org","plan":"max-5x","team":"Blue","overage":[{"on":true,"cap":"40"}]}]}""";

    [Fact]
    public async Task A_configuration_is_planned_applied_and_then_asks_for_nothing()
    {
        using var host = new WebHost();
        using var admin = await host.ProgramAsync();

        var planned = await (await PutAsync(admin, "/api/v1/config", File)).JsonAsync();
        Assert.False(planned.GetProperty("applied").GetBoolean());
        Assert.False((await OrganisationAsync(host)).IsCreated);
        Assert.Equal(HttpStatusCode.Conflict, (await admin.GetAsync(new Uri("/api/v1/config", UriKind.Relative))).StatusCode);

        var applied = await (await PutAsync(admin, "/api/v1/config?plan=false", File)).JsonAsync();
        Assert.True(applied.GetProperty("applied").GetBoolean());
        Assert.Equal(planned.GetProperty("changes").GetArrayLength(), applied.GetProperty("changes").GetArrayLength());
        Assert.Equal("Blue", (await OrganisationAsync(host)).SeatOf("ada@example.org")!.Team.First);

        var version = (await OrganisationAsync(host)).Version;
        var text = await admin.GetStringAsync(new Uri("/api/v1/config", UriKind.Relative));
        Assert.Equal(0, (await (await PutAsync(admin, "/api/v1/config?plan=false", text)).JsonAsync()).GetProperty("changes").GetArrayLength());
        Assert.Equal(0, (await (await PutAsync(admin, "/api/v1/config?plan=false", File)).JsonAsync()).GetProperty("changes").GetArrayLength());
        Assert.Equal(version, (await OrganisationAsync(host)).Version);
        Assert.StartsWith("api-key:1 CI step", (await host.Services.GetRequiredService<Database>().Decisions.ReadAsync(null, null, 1))[0].Actor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_configuration_is_answered_with_every_path_and_decides_nothing()
    {
        using var host = new WebHost();
        using var admin = await host.ProgramAsync();
        await PutAsync(admin, "/api/v1/config?plan=false", File);
        var version = (await OrganisationAsync(host)).Version;

        var unknown = await PutAsync(admin, "/api/v1/config?plan=false", """{"version":1,"teams":["Red"],"seats":[{"email":"ada@example.org","plann":"pro"}]}""");
        var refused = await PutAsync(admin, "/api/v1/config?plan=false", """{"version":1,"teams":["Red","red"]}""");

        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Equal("application/problem+json", unknown.Content.Headers.ContentType!.MediaType);
        Assert.Equal("$.seats[0].plann", (await unknown.JsonAsync()).GetProperty("problems")[0].GetProperty("path").GetString());
        Assert.Equal("$.teams[1]", (await refused.JsonAsync()).GetProperty("problems")[0].GetProperty("path").GetString());
        Assert.Equal(version, (await OrganisationAsync(host)).Version);
    }

    [Fact]
    public async Task Only_a_key_of_scope_admin_reads_or_applies_a_configuration()
    {
        using var host = new WebHost();
        using var nobody = host.Browser();
        using var reader = await host.ProgramAsync(new ApiKeyRequest("reader", ApiKeyScopes.Read | ApiKeyScopes.Ingest));

        Assert.Equal(HttpStatusCode.Unauthorized, (await PutAsync(nobody, "/api/v1/config?plan=false", File)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(reader, "/api/v1/config?plan=false", File)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(new Uri("/api/v1/config", UriKind.Relative))).StatusCode);
        Assert.False((await OrganisationAsync(host)).IsCreated);
    }

    private static async Task<Organisation> OrganisationAsync(WebHost host) => await host.Services.GetRequiredService<Database>().Decisions.CurrentAsync();

    private static async Task<HttpResponseMessage> PutAsync(HttpClient caller, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await caller.PutAsync(new Uri(path, UriKind.Relative), content);
    }
}
