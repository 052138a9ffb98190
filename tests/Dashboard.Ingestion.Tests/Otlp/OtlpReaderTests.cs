using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Otlp;
using Dashboard.TestKit.Telemetry;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Ingestion.Tests.Otlp;

public sealed class OtlpReaderTests
{
    private const long Noon = 1_795_176_000_000;
    private static readonly (string, object)[] Nobody = [("service.name", "claude-code")];

    [Theory]
    [InlineData(0.0904565, 90457, "0.0904565")]
    [InlineData(0.0904565, 90456, "0.0904565")]
    [InlineData(0.0904565, 90460, "0.09046")]
    [InlineData(0.023080000000000003, 23080, "0.02308")]
    public void Of_two_costs_the_exact_one_counts_when_it_rounds_to_the_other(double exact, long micros, string usd)
    {
        foreach (var isJson in (bool[])[true, false])
        {
            var record = One(isJson, ("model", "claude-opus-5-5"), ("input_tokens", 1), ("cost_usd", exact), ("cost_usd_micros", micros));

            Assert.Equal(usd, Usd.Format(record.AuthoritativeCost!.Value));
        }
    }

    [Fact]
    public void Bad_records_are_named_by_their_place_and_cost_no_other()
    {
        foreach (var isJson in (bool[])[true, false])
        {
            var read = Read(
                isJson,
                Nobody,
                Request(("model", "claude-opus-5-5"), ("output_tokens", 5L)),
                Request(("model", "claude-opus-5-5"), ("output_tokens", -1)),
                Request(("model", "claude-opus-5-5"), ("output_tokens", 2_000_000_000L)),
                Request(("model", "claude-opus-5-5"), ("output_tokens", "many")),
                Request(("output_tokens", 5)),
                Request(("model", "claude-opus-5-5"), ("output_tokens", 5), ("cost_usd", double.NaN)),
                Request(("model", "claude-opus-5-5"), ("output_tokens", 5), ("cost_usd", -0.5)),
                Request(("model", "claude-opus-5-5")),
                Request(("model", "claude-opus-5-5"), ("output_tokens", "7")));

            Assert.Equal([5L, 7L], read.Usage.Select(u => u.Record.Tokens.Output));
            Assert.Equal([1, 9], read.Usage.Select(u => u.Place));
            Assert.Equal(9, read.Sent);
            Assert.Equal([2, 3, 4, 5, 6, 7, 8], read.Issues.Select(i => int.Parse(i.File["log record ".Length..], System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void Nothing_that_people_or_models_wrote_is_kept()
    {
        const string secret = "c0nfidential words";
        foreach (var isJson in (bool[])[true, false])
        {
            var read = Read(
                isJson,
                [("service.name", "claude-code"), ("host.arch", secret), ("process.command", secret)],
                new TelemetryRecord(secret, Noon * 1_000_000, ("prompt", secret), ("event.name", "user_prompt")),
                Request(("model", "claude-opus-5-5"), ("output_tokens", 5), ("prompt", secret), ("response", secret), ("tool_input", secret), ("cwd", "/home/" + secret)));

            Assert.DoesNotContain(secret, JsonSerializer.Serialize(read.Usage), StringComparison.Ordinal);
            Assert.Single(read.Usage);
            Assert.Empty(read.Issues);
        }
    }

    [Fact]
    public void A_resource_gives_team_cost_centre_repository_workflow_and_its_own_words()
    {
        (string, object)[] resource =
            [("service.name", "claude-code-desktop"), ("team.id", "platform"), ("cost_center", "eng-1"), ("vcs.repository.url.full", "https://user@github.example/acme/shop.git"), ("github.workflow", "nightly"), ("budget", "q4"), ("host.name", "build-7"), ("api_key.name", "ci"), ("workspace.id", "wrkspc_1")];
        foreach (var isJson in (bool[])[true, false])
        {
            var record = Assert.Single(Read(isJson, resource, Request(("model", "m"), ("input_tokens", 1), ("query_source", "agent:x"), ("user.account_uuid", "a-1"))).Usage).Record;

            Assert.Equal(("acme/shop", "shop", "nightly", "claude-code-desktop"), (record.Repository, record.Project, record.Workflow, record.App));
            Assert.Equal("account=a-1,api_key_name=ci,budget=q4,cost_centre=eng-1,host=build-7,query_source=agent:x,team=platform,workspace_id=wrkspc_1", string.Join(',', record.Tags!.Select(t => $"{t.Key}={t.Value}")));
        }
    }

    [Theory]
    [InlineData("/home/ana/secret/shop", "shop")]
    [InlineData(@"C:\Users\ana\shop", "shop")]
    [InlineData("git@host.example:acme/shop.git", "acme/shop")]
    [InlineData("ssh://git@host.example:22/acme/shop", "acme/shop")]
    [InlineData("acme/shop", "acme/shop")]
    [InlineData("shop", "shop")]
    public void A_repository_is_its_name_and_never_a_path(string stated, string name)
    {
        var read = Read(isJson: true, [("repository", stated)], Request(("model", "m"), ("input_tokens", 1)));

        Assert.Equal(name, Assert.Single(read.Usage).Record.Repository);
    }

    [Fact]
    public void The_signed_in_account_decides_the_seat_and_what_the_organisation_set_comes_second()
    {
        var read = Read(
            isJson: false,
            [("enduser.id", "Ana@Example.test")],
            Request(("model", "m"), ("input_tokens", 1), ("user.email", "Ben@example.test")),
            Request(("model", "m"), ("input_tokens", 2)),
            Request(("model", "m"), ("input_tokens", 3), ("enduser.id", "u-77")));

        Assert.Equal(["ben@example.test", "ana@example.test", null], read.Usage.Select(u => u.Record.SeatEmail));
        Assert.Equal("u-77", read.Usage[2].Record.Tags!["enduser"]);
    }

    [Fact]
    public void Without_a_request_id_the_session_the_sequence_and_the_instant_name_the_event()
    {
        var read = Read(
            isJson: true,
            Nobody,
            Request(("model", "m"), ("input_tokens", 1), ("session.id", "s"), ("event.sequence", 4), ("event.timestamp", "2026-11-20T12:00:00.000Z")),
            Request(("model", "m"), ("input_tokens", 1), ("session.id", "s"), ("event.sequence", 4), ("event.timestamp", "2026-11-20T13:00:00.000Z")),
            Request(("model", "m"), ("input_tokens", 1), ("session.id", "s"), ("event.sequence", 4), ("event.timestamp", "2026-11-20T12:00:00.000Z")));

        var ids = read.Usage.ConvertAll(u => UsageIdentity.PrimaryOf(u.Record));
        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal(ids[0], ids[2]);
    }

    [Fact]
    public void A_cost_of_an_unknown_model_counts_unless_it_is_what_a_known_model_costs()
    {
        (string, object)[] tokens = [("model", "claude-next-1"), ("input_tokens", 10), ("output_tokens", 618), ("cache_read_tokens", 23_000), ("cache_creation_tokens", 940), ("cache_creation_5m_tokens", 0), ("cache_creation_1h_tokens", 940)];

        Assert.Null(One(true, [.. tokens, ("cost_usd", 0.02452)]).AuthoritativeCost);
        Assert.Equal("0.02452", Usd.Format(One(true, [.. tokens, ("cost_usd", 0.02452)]).StatedCost!.Value));
        Assert.Equal("0.031", Usd.Format(One(true, [.. tokens, ("cost_usd", 0.031)]).AuthoritativeCost!.Value));
        Assert.Null(One(true, [.. tokens, ("cost_usd", 0.031), ("cost_basis", "unknown")]).AuthoritativeCost);
        Assert.Equal("0.02452", Usd.Format(One(true, [.. tokens, ("cost_usd", 0.02452), ("cost_basis", "list")]).AuthoritativeCost!.Value));
        Assert.Null(One(true, [.. tokens[..5], ("cost_usd", 0.02452)]).AuthoritativeCost);
    }

    [Fact]
    public void Other_programs_logs_and_metrics_are_passed_over()
    {
        var body = TelemetryBody.Metrics(isJson: true, TelemetryBody.Cumulative, Nobody, new TelemetryPoint("http.server.duration", 1, 2, 3.5));
        var metrics = OtlpReader.ReadMetrics(body, OtlpEncoding.Json)!;

        Assert.Equal((1, 0, 0), (metrics.Sent, metrics.Readings.Count, metrics.Issues.Count));
        Assert.Empty(Read(isJson: false, Nobody, new TelemetryRecord("something else", 1, ("model", "m"), ("output_tokens", 5))).Usage);
    }

    [Fact]
    public void What_is_no_request_is_refused_whole()
    {
        Assert.Null(OtlpReader.ReadLogs("{\"resourceLogs\":"u8, OtlpEncoding.Json));
        Assert.Null(OtlpReader.ReadLogs("[]"u8, OtlpEncoding.Json));
        Assert.Null(OtlpReader.ReadLogs("{\"resourceLogs\":{}}"u8, OtlpEncoding.Json));
        Assert.Null(OtlpReader.ReadLogs("not protobuf"u8, OtlpEncoding.Protobuf));
        Assert.Null(OtlpReader.ReadMetrics([0x0A, 0xFF], OtlpEncoding.Protobuf));
        Assert.NotNull(OtlpReader.ReadLogs("{}"u8, OtlpEncoding.Json));
        Assert.NotNull(OtlpReader.ReadMetrics([], OtlpEncoding.Protobuf));
    }

    [Fact]
    public void Both_encodings_say_the_same() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            (string, object)[] resource = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Attribute(random))];
            var records = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Request([("model", "claude-opus-5-5"), .. Enumerable.Range(0, random.Next(12)).Select(_ => Attribute(random))])).ToArray();

            Assert.Equal(Said(Read(isJson: true, resource, records)), Said(Read(isJson: false, resource, records)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Damaged_bodies_are_read_or_refused_and_never_throw() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var files = Directory.GetFiles(Fixtures.PathOf("clients", "claude-code-2.1.197", "otlp"));
            var body = File.ReadAllBytes(files[random.Next(files.Length)]);
            for (var i = random.Next(1, 8); i > 0; i--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            body = body[..random.Next(body.Length + 1)];
            foreach (var encoding in Enum.GetValues<OtlpEncoding>())
            {
                var (logs, metrics) = (OtlpReader.ReadLogs(body, encoding), OtlpReader.ReadMetrics(body, encoding));
                Assert.True(logs is null || logs.Usage.All(u => u.Record.Tokens.IsWithinLimits && u.Record.Model.Length > 0));
                Assert.True(metrics is null || metrics.Readings.All(r => r.Reading.Amount >= 0));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static (string, object) Attribute(Random random)
    {
        string[] names = ["input_tokens", "output_tokens", "cache_read_tokens", "cost_usd", "cost_usd_micros", "session.id", "event.sequence", "team.id", "user.email", "own.word", "speed", "request_id"];
        object value = random.Next(5) switch
        {
            0 => random.Next(100_000),
            1 => (long)random.Next(100_000),
            2 => random.NextDouble() * 3,
            3 => "a@b" + random.Next(9),
            _ => random.Next(50).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        return (names[random.Next(names.Length)], value);
    }

    private static string Said(OtlpLogs logs) => string.Join('\n', logs.Usage.Select(u => u.Place + Convert.ToHexString(ObservationOrder.CanonicalBytes(u.Record)))) + string.Join('\n', logs.Issues);

    private static TelemetryRecord Request(params (string, object)[] attributes) => new("claude_code.api_request", Noon * 1_000_000, attributes);

    private static UsageRecord One(bool isJson, params (string, object)[] attributes) => Assert.Single(Read(isJson, Nobody, Request(attributes)).Usage).Record;

    private static OtlpLogs Read(bool isJson, (string, object)[] resource, params TelemetryRecord[] records) =>
        OtlpReader.ReadLogs(TelemetryBody.Logs(isJson, resource, records), isJson ? OtlpEncoding.Json : OtlpEncoding.Protobuf)!;
}
