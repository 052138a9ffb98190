using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dashboard.Browser.Tests.Harness;
using Dashboard.Credits.Programmes;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Browser.Tests.Hostile;

/// <summary>Every text that somebody else chooses is an attack here: it is shown as it is, does nothing, and computes nothing in a spreadsheet.</summary>
public sealed class HostileTextTests(Chromium chromium)
{
    private const string Script = "<script>window.hit='script'</script>";
    private const string Image = "\"><img src=/hit onerror=\"window.hit='image'\">";
    private const string Quote = "'\"><svg onload=window.hit='svg'>{{7*7}}";
    private const string Formula = "=cmd|' /C calc'!A0";
    private const string Sum = "@SUM(1+1)*cmd|' /C calc'!A0";
    private const string Backwards = "\u202Egpj.exe";
    private const string Path = "../../../../etc/drawdown-hit";
    private const string Email = "'><b/onclick=hit()>@hostile.example";

    private static readonly string[] Pages =
    [
        "/", "/seats", "/seats?q=" + "%3Cscript%3Ewindow.hit%3D'q'%3C%2Fscript%3E", "/seats?team=" + "%22%3E%3Cimg%20src%3D%2Fhit%20onerror%3Dwindow.hit%3D1%3E", "/seats/a@hostile.example", "/seats/unclaimed", "/ledger", "/ledger?by=seat",
        "/ledger?by=cost-centre", "/requests", "/account/mail", "/sources", "/settings", "/settings/plans", "/settings/prices", "/settings/programmes", "/settings/rules", "/settings/identities", "/settings/identities/assigned", "/settings/identities/rules", "/settings/overage", "/settings/api-keys", "/settings/people", "/settings/health", "/jobs", "/jobs/books", "/teams", "/seats/import",
        "/settings/audit", "/settings/audit?q=%3Cscript%3E", "/settings/api",
    ];

    [Fact]
    public async Task Texts_of_others_are_shown_as_they_are_on_every_page_and_run_nowhere_and_compute_nothing_in_files()
    {
        using var host = new DashboardHost();
        await using var visit = await chromium.VisitAsOwnerAsync(host);
        await DecideAsync(host);
        await SendAsync(host);
        var shown = new StringBuilder();

        foreach (var path in Pages.Append("/seats/" + Uri.EscapeDataString(Email)))
        {
            await visit.GoAsync(path);
            await visit.ConnectedAsync();
            Assert.Equal((path, ""), (path, await visit.Page.EvaluateAsync<string>(
                """() => [window.hit ?? '', ...[...document.querySelectorAll('img[src="/hit"], svg[onload], b[onclick], [onerror]')].map(e => e.outerHTML)].join('')""")));
            shown.Append(await visit.Page.InnerTextAsync("body"));
        }

        await visit.GoAsync("/account");
        Assert.Null(await visit.Page.EvaluateAsync<string?>("() => window.hit ?? null"));
        foreach (var text in (string[])[Script, Image, Quote, Formula, Sum, Path])
        {
            Assert.Contains(text, shown.ToString());
        }

        var cookies = string.Join("; ", (await visit.Page.Context.CookiesAsync()).Select(c => $"{c.Name}={c.Value}"));
        using var files = new HttpClient { BaseAddress = host.Address, DefaultRequestHeaders = { { "Cookie", cookies } } };
        var month = TimeProvider.System.GetUtcNow().ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var file in (string[])["/seats/export.csv", "/settings/audit/export.csv", $"/ledger/export.csv?month={month}&by=seat", $"/ledger/export.csv?month={month}&by=team", $"/ledger/export.csv?month={month}&kind=postings"])
        {
            var answer = await files.GetAsync(new Uri(file, UriKind.Relative));
            Assert.Equal((file, HttpStatusCode.OK), (file, answer.StatusCode));
            Assert.DoesNotContain(Cells(await answer.Content.ReadAsStringAsync()), IsFormula);
        }

        Assert.False(File.Exists("/etc/drawdown-hit"));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(host.DataDirectory, "*", SearchOption.AllDirectories), f => f.Contains("hit", StringComparison.Ordinal));
    }

    private static async Task DecideAsync(DashboardHost host)
    {
        var database = host.Services.GetRequiredService<Database>();
        var now = TimeProvider.System.GetUtcNow();
        var first = new DateOnly(now.Year, now.Month, 1);
        var at = now.ToUnixTimeMilliseconds();
        DecisionBody[] bodies =
        [
            new OrganisationCreated(Script, "UTC", first),
            new ProgrammeChosen(ShippedProgrammes.AgentSdkCredit.Id, ProgrammeMode.Enforced),
            new SeatAdded(-1, "a@hostile.example", Script, "team-premium", Formula, Sum, 1, first),
            new SeatAdded(-2, Email, Image, "team-premium", Image, Quote, 1, first),
            new SeatAdded(-3, "=1+1@hostile.example", Formula, "team-premium", Sum, "+1", 1, first),
            new SeatAdded(-4, "-2@hostile.example", Backwards, "team-premium", "-1", Script, 1, first),
            new SeatAdded(-5, "@@hostile.example", Quote, "team-premium", Path, Image, 1, first),
            new RoleGranted(Email, Role.TeamAdmin, Image),
        ];
        foreach (var body in bodies)
        {
            // What no seat can have is refused, and costs nobody else anything.
            if (await database.Decisions.AppendAsync([new NewDecision(body, at, Script)], new Actor("ines@alderway.example", Quote), at) is AppendResult.Refused)
            {
                Assert.Equal("@@hostile.example", Assert.IsType<SeatAdded>(body).Email);
            }
        }

        var seat = (await database.Decisions.CurrentAsync()).SeatOf("a@hostile.example")!.Id;
        await database.Decisions.AppendAsync([new NewDecision(new CreditClaimed(seat, ShippedProgrammes.AgentSdkCredit.Id), at, Script)], "ines@alderway.example", at);
        await host.Services.GetRequiredService<ApiKeys>().CreateAsync(new ApiKeyRequest(Quote, ApiKeyScopes.Read), Caller.Product);
        await host.Services.GetRequiredService<ApiKeys>().CreateAsync(new ApiKeyRequest(Formula, ApiKeyScopes.Read), Caller.Product);
        await database.Books.RollForwardAsync(at);
    }

    private static async Task SendAsync(DashboardHost host)
    {
        var key = await host.Services.GetRequiredService<ApiKeys>().CreateAsync(new ApiKeyRequest(Image, ApiKeyScopes.Admin), Caller.Product);
        using var program = new HttpClient { BaseAddress = host.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key.Key) } };
        var at = TimeProvider.System.GetUtcNow().ToString("O");
        var texts = (string[])[Script, Image, Quote, Formula, Sum, Backwards, Path, "\r\nSet-Cookie: hit=1", "\t=1+1", new string('x', 10_000)];
        var records = texts.Select((text, i) => new Dictionary<string, object>
        {
            ["id"] = $"r{i}", ["at"] = at, ["model"] = i % 2 == 0 ? "claude-opus-4-8" : text, ["inputTokens"] = 1_000_000, ["seat"] = "a@hostile.example", ["project"] = text, ["entrypoint"] = text, ["session"] = text,
            ["tags"] = new Dictionary<string, string> { [text] = text },
        });
        await PostAsync(program, "/api/v1/usage", JsonSerializer.Serialize(records));
        await PostAsync(program, "/api/v1/usage?seat=" + Uri.EscapeDataString("<script>window.hit=1</script>@nowhere.example"), JsonSerializer.Serialize(records.Take(1).Select(r => new Dictionary<string, object>(r.Where(p => p.Key != "seat")))));
        foreach (var text in texts.Where(t => t.Length < 200 && !t.Any(char.IsControl)))
        {
            var name = Uri.EscapeDataString(text);
            await PostAsync(program, $"/api/v1/usage/transcripts?source={name}&name={name}&seat=a@hostile.example", "not a record " + text + "\n");
            await PostAsync(program, $"/api/v1/usage/results?source={name}&name={name}", $$"""{"type":"result","session_id":{{JsonSerializer.Serialize(text)}},"uuid":{{JsonSerializer.Serialize(text)}},"total_cost_usd":0.5}""");
        }

        await host.Services.GetRequiredService<Database>().Books.CatchUpAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
    }

    private static async Task PostAsync(HttpClient program, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, path.Contains("transcripts", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json");
        var answer = await program.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    /// <summary>All cells, as a spreadsheet takes them apart.</summary>
    private static IEnumerable<string> Cells(string csv)
    {
        var cell = new StringBuilder();
        var isQuoted = false;
        foreach (var c in csv)
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && c is ',' or '\r' or '\n' && !isQuoted)
            {
                yield return cell.ToString();
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }
    }

    private static bool IsFormula(string cell) =>
        cell.Length > 0 && "=+-@\t\r\n".Contains(cell[0], StringComparison.Ordinal) && !decimal.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out _);
}
