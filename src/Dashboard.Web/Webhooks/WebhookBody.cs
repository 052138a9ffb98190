using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Credits.Money;
using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Web.Webhooks;

/// <summary>The body of a webhook's call, for whom it is: the same letter always gives the same bytes.</summary>
internal static class WebhookBody
{
    private const int MostLines = 20;
    private const int MostText = 2_800;

    /// <summary>Writes the body.</summary>
    /// <param name="format">For whom.</param>
    /// <param name="letter">What it tells.</param>
    /// <param name="deliveryId">The number of the delivery.</param>
    /// <param name="link">Where people read more; null when the address of the pages is not known.</param>
    public static byte[] Write(WebhookFormat format, Letter letter, string deliveryId, Uri? link)
    {
        var words = WebhookWords.Of(letter);
        return JsonSerializer.SerializeToUtf8Bytes(format switch
        {
            WebhookFormat.Generic => Generic(letter, deliveryId, words, link),
            WebhookFormat.Slack => Slack(words, link),
            WebhookFormat.Teams => Teams(words, link),
        });
    }

    /// <summary>The body of a test.</summary>
    public static byte[] WriteTest(WebhookFormat format, string organisation, string deliveryId, long nowMs, Uri? link)
    {
        var words = new WebhookWords($"{(organisation.Length > 0 ? organisation + ": a" : "A")} test of Drawdown. This webhook works.", []);
        return JsonSerializer.SerializeToUtf8Bytes(format switch
        {
            WebhookFormat.Generic => new JsonObject { ["id"] = deliveryId, ["event"] = "test", ["organisation"] = organisation, ["at"] = Instant(nowMs), ["text"] = words.Heading, ["url"] = link?.AbsoluteUri },
            WebhookFormat.Slack => Slack(words, link),
            WebhookFormat.Teams => Teams(words, link),
        });
    }

    private static JsonObject Generic(Letter letter, string deliveryId, WebhookWords words, Uri? link)
    {
        var body = new JsonObject
        {
            ["id"] = deliveryId,
            ["event"] = letter.Kind,
            ["organisation"] = letter.Organisation,
            ["at"] = Instant(letter.AtMs),
            ["zone"] = letter.Zone,
            ["text"] = words.Heading,
            ["url"] = link?.AbsoluteUri,
        };
        switch (letter)
        {
            case StageLetter stages:
                body["stages"] = new JsonArray([.. stages.Lines.Select(Line)]);
                break;
            case EscalationLetter late:
                body["since"] = Instant(late.SinceMs);
                body["stages"] = new JsonArray([.. late.Lines.Select(Line)]);
                break;
            case DeadManLetter dead:
                body["watches"] = dead.IsIngest ? "ingestion" : "evaluation";
                body["isOver"] = dead.IsOver;
                body["lastSuccess"] = Instant(dead.LastSuccessMs);
                body["windowMinutes"] = dead.WindowMinutes;
                break;
            case ApprovalLetter ask:
                body["request"] = ask.RequestId;
                body["seat"] = Seat(ask.SeatId, ask.Name, ask.Email, ask.Team);
                body["askedBy"] = ask.AskedBy;
                body["reason"] = ask.Reason;
                body["capUsd"] = ask.Cap is { } cap ? Usd.Format(cap) : null;
                body["until"] = ask.UntilMs is { } until ? Instant(until) : null;
                body["allocatedUsd"] = Usd.Format(ask.Allocated);
                body["consumedUsd"] = Usd.Format(ask.Consumed);
                break;
        }

        return body;
    }

    private static JsonNode Line(StageLine line) => new JsonObject
    {
        ["crossing"] = line.CrossingId,
        ["seat"] = Seat(line.SeatId, line.Name, line.Email, line.Team),
        ["stage"] = line.StageId,
        ["threshold"] = line.Threshold,
        ["move"] = Word(line.Move),
        ["shadow"] = line.Shadow,
        ["cycleStart"] = Day(line.CycleStart),
        ["cycleEnd"] = Day(line.CycleEnd),
        ["allocatedUsd"] = Usd.Format(line.Allocated),
        ["consumedUsd"] = Usd.Format(line.Consumed),
        ["availableUsd"] = Usd.Format(line.Available),
        ["overageUsd"] = Usd.Format(line.Overage),
        ["overageOn"] = line.OverageOn,
        ["exhaustionProbability"] = line.ExhaustionProbability is { } p ? Math.Round(p, 4) : null,
        ["exhaustionDate"] = line.ExhaustionDate is { } date ? Day(date) : null,
        ["gate"] = Word(line.Gate),
        ["fallbackModel"] = line.FallbackModel,
        ["askedOverageUsd"] = line.AskedOverage is { } asked ? Usd.Format(asked) : null,
        ["recommendedPlan"] = line.RecommendedPlan,
    };

    private static JsonObject? Seat(int id, string name, string email, string? team) =>
        id == 0 ? null : new JsonObject { ["id"] = id, ["name"] = name, ["email"] = email, ["team"] = team };

    private static JsonObject Slack(WebhookWords words, Uri? link)
    {
        var text = string.Join('\n', Shown(words).Select(l => "• " + Escaped(l)));
        var blocks = new JsonArray(Section($"*{Escaped(words.Heading)}*"));
        if (text.Length > 0)
        {
            blocks.Add(Section(text));
        }

        if (link is not null)
        {
            blocks.Add(Section($"<{link.AbsoluteUri}|Open Drawdown>"));
        }

        return new JsonObject { ["text"] = Escaped(words.Heading), ["blocks"] = blocks };
    }

    private static JsonObject Section(string text) => new JsonObject { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = text } };

    private static JsonObject Teams(WebhookWords words, Uri? link)
    {
        var lines = new JsonArray(Block(words.Heading, isHeading: true));
        foreach (var line in Shown(words))
        {
            lines.Add(Block(line, isHeading: false));
        }

        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = lines,
        };
        if (link is not null)
        {
            card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open Drawdown", ["url"] = link.AbsoluteUri });
        }

        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
        };
    }

    /// <summary>A card knows Markdown, so that a name could become a link; a backslash before its marks keeps them what they are.</summary>
    private static JsonObject Block(string text, bool isHeading)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = "\\`*_[]~".Contains(c, StringComparison.Ordinal) ? plain.Append('\\').Append(c) : plain.Append(c);
        }

        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = plain.ToString(), ["wrap"] = true };
        if (isHeading)
        {
            block["weight"] = "Bolder";
            block["size"] = "Medium";
        }

        return block;
    }

    /// <summary>As many lines as a message may have; the rest is counted.</summary>
    private static IEnumerable<string> Shown(WebhookWords words)
    {
        var (length, count) = (0, 0);
        foreach (var line in words.Lines)
        {
            length += line.Length + 3;
            if (count == MostLines || length > MostText)
            {
                yield return $"and {words.Lines.Count - count} more";
                yield break;
            }

            count++;
            yield return line;
        }
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
