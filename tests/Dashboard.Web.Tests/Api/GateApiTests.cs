using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Dashboard.Credits.Programmes;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.TestKit.Telemetry;
using Dashboard.Web.Security;
using Dashboard.Web.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Api;

public sealed class GateApiTests
{
    private const string Jane = "jane@example.com";
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_gate_answers_with_decision_balance_share_reset_and_its_age_and_is_not_stored_anywhere()
    {
        using var host = await SetUpAsync();
        using var caller = await GateAsync(host);
        await SpendAsync(host, "a", "40");

        using var answer = await caller.GetAsync(At($"/api/v1/gate?seat={Jane}&estimateUsd=2.50"));
        var json = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal(["decision", "reason", "stage", "model", "retryAfter", "overage", "balance", "shareConsumed", "resetAt", "would", "asOf"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("allow", "ok", "60", 0.4, "2026-12-01T00:00:00.000Z", "2026-11-20T12:00:00.000Z"), (Text(json, "decision"), Text(json, "reason"), Text(json, "balance"), json.GetProperty("shareConsumed").GetDouble(), Text(json, "resetAt"), Text(json, "asOf")));
    }

    [Fact]
    public async Task An_estimate_that_does_not_fit_and_an_unknown_seat_are_answers_and_no_errors()
    {
        using var host = await SetUpAsync();
        using var caller = await GateAsync(host);

        using var much = await caller.GetAsync(At($"/api/v1/gate?seat={Jane}&estimateUsd=100.000000001"));
        var unknown = await (await caller.GetAsync(At("/api/v1/gate?seat=who@example.com"))).JsonAsync();

        Assert.Equal(("deny", "estimate-exceeds-balance"), (Text(await much.JsonAsync(), "decision"), Text(await much.JsonAsync(), "reason")));
        Assert.Equal(TimeSpan.FromHours(252), much.Headers.RetryAfter!.Delta);
        Assert.Equal(("allow", "unknown-seat", JsonValueKind.Null), (Text(unknown, "decision"), Text(unknown, "reason"), unknown.GetProperty("balance").ValueKind));
    }

    [Theory]
    [InlineData("/api/v1/gate")]
    [InlineData("/api/v1/gate?seat=jane")]
    [InlineData("/api/v1/gate?seat=jane@example.com&estimateUsd=-1")]
    [InlineData("/api/v1/gate?seat=jane@example.com&estimateUsd=NaN")]
    [InlineData("/api/v1/gate?seat=jane@example.com&estimateUsd=1000001")]
    [InlineData("/api/v1/gate?seat=jane@example.com&waitedSeconds=soon")]
    public async Task What_is_asked_wrongly_is_told_with_problem_details(string address)
    {
        using var host = await SetUpAsync();
        using var caller = await GateAsync(host);

        using var answer = await caller.GetAsync(At(address));

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_gate_key_asks_for_its_seats_and_does_nothing_else()
    {
        using var host = await SetUpAsync();
        var organisation = await host.Services.GetRequiredService<Database>().Decisions.CurrentAsync();
        using var caller = await GateAsync(host, new KeySeats([], [organisation.SeatOf(Jane)!.Id]));
        using var reader = await host.ProgramAsync(new ApiKeyRequest("reads", ApiKeyScopes.Read | ApiKeyScopes.Ingest));

        HttpStatusCode[] statuses =
        [
            (await caller.GetAsync(At($"/api/v1/gate?seat={Jane}"))).StatusCode,
            (await caller.GetAsync(At("/api/v1/gate?seat=omar@example.com"))).StatusCode,
            (await caller.GetAsync(At("/api/v1/gate?seat=who@example.com"))).StatusCode,
            (await ReserveAsync(caller, "5", seat: "omar@example.com")).StatusCode,
            (await caller.GetAsync(At("/api/v1/summary"))).StatusCode,
            (await caller.SendAsync("/api/v1/usage", "[]")).StatusCode,
            (await reader.GetAsync(At($"/api/v1/gate?seat={Jane}"))).StatusCode,
        ];

        Assert.Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.Forbidden, 6)], statuses);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reserve_run_usage_by_the_api_or_by_telemetry_settle_and_the_money_is_missing_once_at_every_step(bool isTelemetry)
    {
        using var host = await SetUpAsync();
        using var caller = await GateAsync(host);
        var balances = new List<string?>();
        async Task LookAsync() => balances.Add(Text(await (await caller.GetAsync(At($"/api/v1/gate?seat={Jane}"))).JsonAsync(), "balance"));

        using var made = await ReserveAsync(caller, "5", session: "run-1");
        var id = Text(await made.JsonAsync(), "id");
        await LookAsync();
        await (isTelemetry ? SpendByTelemetryAsync(host, "a", 3, session: "run-1") : SpendAsync(host, "a", "3", session: "run-1"));
        await LookAsync();
        using var settled = await caller.PostAsync(At($"/api/v1/gate/reservations/{id}/settle"), null);
        await LookAsync();
        using var again = await caller.PostAsync(At($"/api/v1/gate/reservations/{id}/settle"), null);
        using var released = await caller.PostAsync(At($"/api/v1/gate/reservations/{id}/release"), null);

        Assert.Equal((HttpStatusCode.Created, $"/api/v1/gate/reservations/{id}", "allow"), (made.StatusCode, made.Headers.Location?.OriginalString, Text(await made.JsonAsync(), "decision")));
        Assert.Equal(["95", "95", "97"], balances);
        Assert.Equal(("over", "settled", "0"), await settled.JsonAsync() is var s ? (Text(s, "state"), Text(s, "end"), Text(s, "held")) : default);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (again.StatusCode, released.StatusCode));
    }

    [Fact]
    public async Task What_may_not_start_is_409_with_the_decision_and_holds_nothing()
    {
        using var host = await SetUpAsync();
        using var caller = await GateAsync(host);
        await ReserveAsync(caller, "99");

        using var refused = await ReserveAsync(caller, "2");
        var json = await refused.JsonAsync();

        Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.Equal(("deny", "held-by-reservations", "1", TimeSpan.FromSeconds(1800)), (Text(json, "decision"), Text(json, "reason"), Text(json, "balance"), refused.Headers.RetryAfter!.Delta));
    }

    [Fact]
    public async Task The_same_idempotency_key_holds_once()
    {
        using var host = await SetUpAsync();
        using var caller = await GateAsync(host);

        using var first = await ReserveAsync(caller, "5", idempotency: "job-12");
        using var again = await ReserveAsync(caller, "5", idempotency: "job-12");
        using var other = await ReserveAsync(caller, "6", idempotency: "job-12");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity), (first.StatusCode, again.StatusCode, other.StatusCode));
        Assert.Equal(Text(await first.JsonAsync(), "id"), Text(await again.JsonAsync(), "id"));
        Assert.Equal("95", Text(await (await caller.GetAsync(At($"/api/v1/gate?seat={Jane}"))).JsonAsync(), "balance"));
    }

    [Fact]
    public async Task A_reservation_times_out_by_the_clock_of_the_host()
    {
        using var host = await SetUpAsync();
        using var caller = await GateAsync(host);
        using var made = await ReserveAsync(caller, "5");
        var id = Text(await made.JsonAsync(), "id");

        host.Clock!.Pass(TimeSpan.FromMinutes(30));
        await host.Services.GetRequiredService<Database>().Gate.RefreshAsync(host.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        var found = await (await caller.GetAsync(At($"/api/v1/gate/reservations/{id}"))).JsonAsync();
        using var late = await caller.PostAsync(At($"/api/v1/gate/reservations/{id}/settle"), null);

        Assert.Equal(("over", "timed-out", "0"), (Text(found, "state"), Text(found, "end"), Text(found, "held")));
        Assert.Equal((HttpStatusCode.Conflict, "timed-out"), (late.StatusCode, Text(await late.JsonAsync(), "end")));
        Assert.Equal("100", Text(await (await caller.GetAsync(At($"/api/v1/gate?seat={Jane}"))).JsonAsync(), "balance"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("""{"seat":"jane@example.com","amountUsd":0}""")]
    [InlineData("""{"seat":"jane@example.com","amountUsd":"1e9"}""")]
    [InlineData("""{"seat":"jane@example.com","amountUsd":"5","timeoutSeconds":0}""")]
    [InlineData("""{"seat":"jane@example.com","amountUsd":"5","timeoutSeconds":86401}""")]
    [InlineData("""{"seat":"jane@example.com","amountUsd":"5","amountUsd":"6"}""")]
    [InlineData("""{"seat":"jane@example.com","amountUSD":"5"}""")]
    [InlineData("""{"seat":"jane@example.com","amountUsd":"5","session":""}""")]
    [InlineData("""{"seat":"\ud800@example.com","amountUsd":"5"}""")]
    public async Task A_wish_that_is_wrong_is_told_with_problem_details(string body)
    {
        using var host = await SetUpAsync();
        using var caller = await GateAsync(host);

        using var answer = await caller.SendAsync("/api/v1/gate/reservations", body);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Metrics_count_answers_and_reservations()
    {
        using var host = await SetUpAsync();
        using var caller = await GateAsync(host);
        using var reader = await host.ProgramAsync(new ApiKeyRequest("reads", ApiKeyScopes.Read));

        await caller.GetAsync(At($"/api/v1/gate?seat={Jane}"));
        await ReserveAsync(caller, "5");
        var text = await reader.GetStringAsync(At("/metrics"));

        Assert.Matches("drawdown_gate_answers_total\\{decision=\"allow\"\\} [1-9]", text);
        Assert.Matches("drawdown_gate_reservations_total\\{outcome=\"made\"\\} [1-9]", text);
        Assert.Matches("drawdown_gate_answer_seconds_count [1-9]", text);
    }

    private static Uri At(string address) => new(address, UriKind.Relative);

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static Task<HttpClient> GateAsync(WebHost host, KeySeats? seats = null) => host.ProgramAsync(new ApiKeyRequest("gate", ApiKeyScopes.Gate, seats));

    private static async Task<HttpResponseMessage> ReserveAsync(HttpClient caller, string usd, string? session = null, string seat = Jane, string? idempotency = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, At("/api/v1/gate/reservations"))
        {
            Content = new StringContent(JsonSerializer.Serialize(new { seat, amountUsd = usd, timeoutSeconds = 1800, session }), Encoding.UTF8, "application/json"),
        };
        if (idempotency is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotency);
        }

        return await caller.SendAsync(request);
    }

    /// <summary>Usage by the API, and the books brought up to date: opus at 5 USD a million input tokens, entered as a cost alone.</summary>
    private static async Task SpendAsync(WebHost host, string id, string usd, string session = "s")
    {
        using var sender = await host.ProgramAsync(new ApiKeyRequest("ingest", ApiKeyScopes.Ingest));
        await sender.SendAsync("/api/v1/usage", string.Create(CultureInfo.InvariantCulture, $$"""[{"id":"{{id}}","seat":"{{Jane}}","at":"2026-11-20T12:00:00Z","model":"claude-opus-4-8","costUsd":{{usd}},"session":"{{session}}","entrypoint":"sdk-cli"}]"""));
        await FollowAsync(host);
    }

    /// <summary>The same as a request event of the vendor's client.</summary>
    private static async Task SpendByTelemetryAsync(WebHost host, string id, double usd, string session)
    {
        using var sender = await host.ProgramAsync(new ApiKeyRequest("ingest", ApiKeyScopes.Ingest));
        var record = new TelemetryRecord(
            "claude_code.api_request",
            Now.ToUnixTimeMilliseconds() * 1_000_000,
            ("model", "claude-opus-4-8"), ("input_tokens", 1_000), ("output_tokens", 100), ("cost_usd", usd), ("request_id", id), ("session.id", session), ("user.email", Jane), ("app.entrypoint", "sdk-cli"));
        using var answer = await sender.ExportAsync("/v1/logs", TelemetryBody.Logs(true, [("service.name", "claude-code")], record), TelemetryCaller.Json);
        answer.EnsureSuccessStatusCode();
        await FollowAsync(host);
    }

    private static async Task FollowAsync(WebHost host)
    {
        var database = host.Services.GetRequiredService<Database>();
        await database.Books.CatchUpAsync(Now.ToUnixTimeMilliseconds());
        await database.Gate.RefreshAsync(Now.ToUnixTimeMilliseconds());
    }

    private static async Task<WebHost> SetUpAsync()
    {
        var host = new WebHost { Clock = new SetClock(Now) };
        var database = host.Services.GetRequiredService<Database>();
        var start = new DateOnly(2026, 11, 1);
        var startMs = new DateTimeOffset(start, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var programme = ShippedProgrammes.All[0].Id;
        Assert.IsType<AppendResult.Appended>(await database.Decisions.AppendAsync(
            [
                new NewDecision(new OrganisationCreated("Example", "UTC", start), startMs),
                new NewDecision(new ProgrammeChosen(programme, ProgrammeMode.Enforced), startMs),
                new NewDecision(new SeatAdded(-1, Jane, "Jane Doe", "max-5x", "Platform", null, 1, start), startMs),
                new NewDecision(new SeatAdded(-2, "omar@example.com", "Omar", "max-5x", null, null, 1, start), startMs),
                new NewDecision(new CreditClaimed(-1, programme), startMs),
                new NewDecision(new CreditClaimed(-2, programme), startMs),
            ],
            "test",
            Now.ToUnixTimeMilliseconds()));
        await database.Books.RollForwardAsync(Now.ToUnixTimeMilliseconds());
        await database.Gate.RefreshAsync(Now.ToUnixTimeMilliseconds());
        return host;
    }
}
