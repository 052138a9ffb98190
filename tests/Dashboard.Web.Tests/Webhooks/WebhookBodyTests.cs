using System.Text;
using System.Text.Json;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.TestKit;
using Dashboard.Web.Webhooks;

namespace Dashboard.Web.Tests.Webhooks;

/// <summary>What a webhook's receiver reads, in each of the three formats.</summary>
public sealed class WebhookBodyTests
{
    private static readonly Uri Link = new("https://drawdown.alderway.example");

    private static StageLine ALine(int seat = 7, string name = "Mara Lindqvist") => new()
    {
        CrossingId = 41,
        SeatId = seat,
        Name = name,
        Email = "mara@alderway.example",
        Team = "Cloud",
        StageId = "at-80",
        StageKind = StageKind.Percent,
        Threshold = 80,
        Move = StageMove.Entered,
        Shadow = false,
        CycleStart = new DateOnly(2026, 11, 1),
        CycleEnd = new DateOnly(2026, 12, 1),
        Allocated = 100.Dollars(),
        Consumed = 8_050.Cents(),
        Available = 1_950.Cents(),
        Overage = default,
        OverageOn = false,
        ExhaustionProbability = 0.61234,
        ExhaustionDate = new DateOnly(2026, 11, 27),
        Gate = GateAnswer.Warn,
    };

    private static StageLetter ALetter(params StageLine[] lines) => new() { Organisation = "Alderway Robotics", AtMs = Pages.NowMs, Zone = "Europe/Stockholm", Lines = [.. lines] };

    private static JsonElement Write(WebhookFormat format, Letter letter) => JsonDocument.Parse(WebhookBody.Write(format, letter, "4f2a", Link)).RootElement;

    [Fact]
    public void Programs_read_every_figure_as_a_decimal_text_and_every_instant_in_utc()
    {
        var body = Write(WebhookFormat.Generic, ALetter(ALine()));

        Assert.Equal(("4f2a", "stages", "Alderway Robotics", "2026-11-19T14:20:00.000Z", "Europe/Stockholm"), (Text(body, "id"), Text(body, "event"), Text(body, "organisation"), Text(body, "at"), Text(body, "zone")));
        var line = Assert.Single(body.GetProperty("stages").EnumerateArray());
        Assert.Equal(("at-80", "entered", "warn", "2026-12-01"), (Text(line, "stage"), Text(line, "move"), Text(line, "gate"), Text(line, "cycleEnd")));
        Assert.Equal(("100", "80.5", "19.5", "0"), (Text(line, "allocatedUsd"), Text(line, "consumedUsd"), Text(line, "availableUsd"), Text(line, "overageUsd")));
        Assert.Equal((41, 7, "mara@alderway.example"), (line.GetProperty("crossing").GetInt32(), line.GetProperty("seat").GetProperty("id").GetInt32(), Text(line.GetProperty("seat"), "email")));
        Assert.Equal(0.6123, line.GetProperty("exhaustionProbability").GetDouble());
    }

    [Fact]
    public void The_shared_account_is_no_seat()
    {
        var line = Write(WebhookFormat.Generic, ALetter(ALine(seat: 0, name: "") with { Email = "" })).GetProperty("stages")[0];

        Assert.Equal(JsonValueKind.Null, line.GetProperty("seat").ValueKind);
    }

    [Fact]
    public void The_same_letter_is_always_the_same_bytes()
    {
        foreach (var format in Enum.GetValues<WebhookFormat>())
        {
            Assert.Equal(WebhookBody.Write(format, ALetter(ALine()), "4f2a", Link), WebhookBody.Write(format, ALetter(ALine()), "4f2a", Link));
        }
    }

    [Fact]
    public void Slack_gets_a_heading_lines_and_a_link()
    {
        var body = Write(WebhookFormat.Slack, ALetter(ALine()));

        Assert.Equal("Alderway Robotics: 1 seat reached a stage", Text(body, "text"));
        var blocks = body.GetProperty("blocks").EnumerateArray().Select(b => Text(b.GetProperty("text"), "text")).ToList();
        Assert.Equal("*Alderway Robotics: 1 seat reached a stage*", blocks[0]);
        Assert.Equal("• Mara Lindqvist reached 80%: $80.50 of $100.00 consumed, $19.50 left until 30 Nov 2026. The gate warns.", blocks[1]);
        Assert.Equal("<https://drawdown.alderway.example/|Open Drawdown>", blocks[2]);
    }

    [Fact]
    public void A_name_cannot_become_a_mention_or_a_link_in_a_message()
    {
        const string Hostile = "<!channel> <https://evil.example|click> *bold* [x](https://evil.example) & more";
        var slack = Encoding.UTF8.GetString(WebhookBody.Write(WebhookFormat.Slack, ALetter(ALine(name: Hostile)), "4f2a", null));
        var teams = Write(WebhookFormat.Teams, ALetter(ALine(name: Hostile)));

        var said = JsonDocument.Parse(slack).RootElement.GetProperty("blocks")[1].GetProperty("text").GetProperty("text").GetString()!;
        Assert.DoesNotContain("<", said, StringComparison.Ordinal);
        Assert.Contains("&lt;!channel&gt;", said, StringComparison.Ordinal);
        Assert.Contains("\\[x\\](https://evil.example)", Text(Card(teams).GetProperty("body")[1], "text"), StringComparison.Ordinal);
    }

    [Fact]
    public void Teams_gets_an_adaptive_card()
    {
        var body = Write(WebhookFormat.Teams, new DeadManLetter { Organisation = "Alderway Robotics", AtMs = Pages.NowMs, Zone = "UTC", IsIngest = true, IsOver = false, LastSuccessMs = Pages.NowMs - 7_200_000, WindowMinutes = 60 });

        var card = Card(body);
        Assert.Equal(("message", "AdaptiveCard"), (Text(body, "type"), Text(card, "type")));
        Assert.Equal("Alderway Robotics: no usage arrives; alerts of seats are held back", Text(Assert.Single(card.GetProperty("body").EnumerateArray()), "text"));
        Assert.Equal("https://drawdown.alderway.example/", Text(card.GetProperty("actions")[0], "url"));
    }

    [Theory]
    [InlineData(WebhookFormat.Slack)]
    [InlineData(WebhookFormat.Teams)]
    public void A_message_about_hundreds_of_seats_stays_short_and_counts_the_rest(WebhookFormat format)
    {
        var letter = ALetter([.. Enumerable.Range(1, 300).Select(i => ALine(i, $"Seat {i}"))]);

        var bytes = WebhookBody.Write(format, letter, "4f2a", Link);

        Assert.InRange(bytes.Length, 1_000, 8_000);
        Assert.Matches("and 28[0-9] more", Encoding.UTF8.GetString(bytes));
        Assert.Equal(300, Write(WebhookFormat.Generic, letter).GetProperty("stages").GetArrayLength());
    }

    [Fact]
    public void What_was_only_as_if_live_says_so_first()
    {
        var words = WebhookWords.Of(ALetter(ALine() with { Shadow = true, StageKind = StageKind.Exhausted, StageId = "exhausted", Threshold = 100 }));

        Assert.StartsWith("As if live: Mara Lindqvist has run out of credit", Assert.Single(words.Lines), StringComparison.Ordinal);
    }

    private static JsonElement Card(JsonElement body) => body.GetProperty("attachments")[0].GetProperty("content");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
