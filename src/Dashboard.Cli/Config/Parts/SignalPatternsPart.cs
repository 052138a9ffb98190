using System.Globalization;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>What refusals of the vendor mean, in order, when it is not what is shipped.</summary>
internal static class SignalPatternsPart
{
    private static readonly (SignalKind Value, string Word)[] Kinds = [(SignalKind.OutOfCredit, "out-of-credit"), (SignalKind.RateLimited, "rate-limited"), (SignalKind.Overloaded, "overloaded")];

    public static void Write(ConfigText text, Organisation organisation)
    {
        if (!organisation.SignalPatterns.Patterns.SequenceEqual(SignalPatterns.Shipped.Patterns))
        {
            text.Many("signalPatterns", organisation.SignalPatterns.Patterns, pattern => text.Object(() =>
            {
                text.Json.WriteString("signal", ConfigWords.Of(Kinds, pattern.Kind));
                if (pattern.Status is { } status)
                {
                    text.Json.WriteNumber("status", status);
                }

                text.Optional("text", pattern.Text);
            }));
        }
    }

    public static SignalPattern? Read(ConfigNode node)
    {
        if (node.Object("signal", "status", "text") is not { } keys || keys.Needed("signal") is not { } signal)
        {
            return null;
        }

        if (keys["status"] is null && keys["text"] is null)
        {
            node.Problem("A pattern needs a status or a text; one without would match everything.");
            return null;
        }

        return new SignalPattern { Kind = signal.Word(Kinds), Status = (int?)keys["status"]?.Number(100, 999), Text = keys["text"]?.Text() };
    }

    public static void Plan(ConfigComparison found)
    {
        var have = found.Organisation.SignalPatterns.Patterns;
        if (found.File.SignalPatterns is { } wanted && !wanted.SequenceEqual(have))
        {
            found.Add("$.signalPatterns", string.Create(CultureInfo.InvariantCulture, $"{wanted.Length} signal patterns instead of {have.Length}"), new SignalPatternsSet(new SignalPatterns(wanted)));
        }
    }
}
