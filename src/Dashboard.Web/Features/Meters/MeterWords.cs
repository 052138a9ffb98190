using Dashboard.Credits.Cycles;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Meters;

/// <summary>Meters, payers and launchers in the words of pages.</summary>
internal static class MeterWords
{
    /// <summary>Who pays.</summary>
    public static string Name(Meter meter, string programme) => meter switch
    {
        Meter.Credit => programme,
        Meter.Plan => "The seat's plan",
        Meter.LinkedConsole => "The linked Console organisation",
        Meter.OtherConsole => "Another Console organisation",
        Meter.SomeKey => "An API key, nobody said whose",
        Meter.Unknown => "Not known",
    };

    /// <summary>From what, and what follows.</summary>
    public static string From(Meter meter, Programme? programme) => meter switch
    {
        Meter.Credit => programme?.AfterExhaustion switch
        {
            AfterExhaustion.ConsoleCreditOrStop => "From the monthly credit, before anything that was bought. When it is used up: purchased Console credit or the invoice, else requests stop until the next grant.",
            AfterExhaustion.OwnDecision => "From your own budget. When it is used up, your overage decision says what happens.",
            _ => "From the monthly credit. When it is used up: usage credits where they are on, else requests stop until the next cycle.",
        },
        Meter.Plan => "From the limits of the plan, which are not counted in dollars. Beyond them: usage credits where they are on. Amounts here are what it would cost at API prices.",
        Meter.LinkedConsole => "From purchased credit, auto-reload or the invoice of that organisation; not from the monthly credit.",
        Meter.OtherConsole => "Pay as you go, by that organisation's own terms.",
        Meter.SomeKey => "From a Console organisation; whether it is the linked one decides whether the monthly credit may pay.",
        Meter.Unknown => "The data states neither a sign-in nor a key.",
    };

    /// <summary>The payer as one names it in a rule.</summary>
    public static string Payer(string payer) => payer switch
    {
        Payers.Plan => "the seat's plan",
        Payers.LinkedConsole => "the linked Console organisation",
        Payers.OtherConsole => "another Console organisation",
        _ => payer,
    };

    /// <summary>What kind of run it is.</summary>
    public static string Run(MeterUsage usage) => (usage.Entrypoint, usage.Pool) switch
    {
        ("sdk-cli", _) => "claude -p",
        ("sdk-ts", _) => "Agent SDK, TypeScript",
        ("sdk-py", _) => "Agent SDK, Python",
        ("cli", _) => "Claude Code in a terminal",
        ("claude-vscode", _) => "VS Code extension",
        ("claude-desktop", _) => "Desktop app",
        ("claude-desktop-3p", _) => "Desktop app on a third-party platform",
        ("claude-code-github-action", _) => "GitHub Action",
        ({ } other, _) => other,
        (null, Pool.Programmatic) => "Headless runs",
        (null, Pool.Interactive) => "Interactive use",
        (null, Pool.ApiKey) => "Runs on an API key",
        (null, _) => "Runs that state nothing",
    };

    /// <summary>What the data states.</summary>
    public static string Stated(MeterUsage usage)
    {
        List<string> parts = [SourceWord(usage.Kind), PoolWords.Word(usage.Pool).ToLowerInvariant()];
        if (usage.App is { } app)
        {
            parts.Add($"app {app}");
        }

        parts.Add(usage.HasSeatEmail ? "e-mail stated" : "no e-mail");
        return string.Join(", ", parts);
    }

    /// <summary>The kind of source.</summary>
    public static string SourceWord(UsageSource kind) => kind switch
    {
        UsageSource.Transcript => "transcript",
        UsageSource.Stream => "stream line",
        UsageSource.Result => "result",
        UsageSource.Rest => "usage API",
        UsageSource.Otlp => "telemetry",
        UsageSource.VendorReport => "vendor report",
        UsageSource.Csv => "CSV",
    };

    /// <summary>Why it is this meter.</summary>
    public static string Why(MeterUsage usage) => usage.Meter switch
    {
        Meter.Credit when usage.Rule is { } rule => $"Your rule says {Payer(rule.Payer)} pays, and the programme covers that{(usage.IsShared ? ", from the shared account" : "")}.",
        Meter.Credit => $"The programme covers this kind of run{(usage.IsShared ? ", from the shared account" : "")}.",
        Meter.Unknown or Meter.SomeKey when usage.Seats == 0 && usage.Pool is not Pool.Unknown => "It has no seat, so no seat's account pays for it.",
        Meter.Plan => $"Your rule says the plan pays.{NotCovered(usage)}",
        Meter.LinkedConsole => $"Your rule says a key of the linked organisation was used.{NotCovered(usage)}",
        Meter.OtherConsole => "Your rule says a key of another organisation was used.",
        Meter.SomeKey when usage.Pool is Pool.ApiKey => "It is known to be on an API key; no rule says of which organisation.",
        Meter.SomeKey => "Telemetry states no e-mail, as with an API key; no rule says of which organisation.",
        Meter.Unknown when usage.Pool is Pool.Unknown => "Its call type is unknown, so nothing covers it.",
        Meter.Unknown when usage.Kind is UsageSource.Otlp => "Telemetry states an e-mail: that of a plan login, or one that you set for runs on a key. No rule says which.",
        Meter.Unknown => "No rule says who pays, and this source does not tell.",
    };

    /// <summary>From when it has held.</summary>
    public static string Since(MeterUsage usage, Organisation organisation, DateOnly today, TimeZoneInfo zone)
    {
        if (usage.Meter is Meter.Credit)
        {
            var choice = organisation.Rules.Choice.Changes.LastOrDefault(c => c.FromMs <= usage.LastMs && c.Value.ProgrammeId == usage.Programme?.Id);
            return choice is null ? "from the start" : $"decided {Show.Day(ZoneDays.DayOf(choice.FromMs, zone), today)}";
        }

        return usage.Rule switch
        {
            { FromMs: { } from } => $"since {Show.Day(ZoneDays.DayOf(from, zone), today)}",
            not null => "always",
            null => $"first run {Show.Day(ZoneDays.DayOf(usage.FirstMs, zone), today)}",
        };
    }

    /// <summary>Why a programme does not cover it; empty where there is nothing to explain.</summary>
    private static string NotCovered(MeterUsage usage) => (usage.Mode, usage.Programme?.Id, usage.Pool, usage.Entrypoint) switch
    {
        (ProgrammeMode.Off, _, _, _) or (_, null, _, _) => " No programme is obeyed.",
        (_, _, Pool.Unknown, _) => " Its call type is unknown, so no credit pays.",
        (_, "agent-sdk-credit", Pool.Interactive, _) => " Interactive use is not covered.",
        (_, "agent-sdk-credit", _, _) => " The Agent SDK credit pays for plan logins only.",
        (_, _, Pool.Interactive, _) => " Interactive use is not covered.",
        (_, _, _, "claude-code-github-action") => " Runs of the GitHub Action count as Claude Code usage.",
        (_, _, _, "claude-vscode" or "claude-desktop" or "claude-desktop-3p") => " Runs that an editor or the desktop app starts count as Claude Code usage.",
        _ => "",
    };
}
