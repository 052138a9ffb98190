using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>Claims and overage, of a seat or of the shared account.</summary>
internal static class AccountPart
{
    public static void Write(ConfigText text, ImmutableArray<Claim> claims, OverageHistory history)
    {
        if (claims.Length > 0)
        {
            text.Many("claims", claims.GroupBy(c => c.ProgrammeId).Select(g => g.MinBy(c => c.AtMs)!).OrderBy(c => c.ProgrammeId, StringComparer.Ordinal), claim => text.Object(() =>
            {
                text.Json.WriteString("programme", claim.ProgrammeId);
                text.Json.WriteString("at", ConfigWords.Instant(claim.AtMs, text.Zone));
            }));
        }

        var overage = ConfigHistory.Of(history);
        var (_, steps) = ConfigHistory.StepsOf(overage);
        var now = overage.At(text.NowMs);
        var ahead = steps.Where(s => s.AtMs > text.NowMs).ToList();
        if (now.On || ahead.Count > 0)
        {
            IEnumerable<(long? AtMs, (bool, Nanodollars?) Setting)> holds = now.On ? [(null, now)] : [];
            text.Many("overage", holds.Concat(ahead.Select(s => ((long?)s.AtMs, s.Value))), s => WriteOverage(text, s.Item1, s.Item2));
        }

        var before = steps.Where(s => s.AtMs <= text.NowMs).ToList();
        if (before.Count > 0)
        {
            text.Many("overageBefore", before, s => WriteOverage(text, s.AtMs, s.Value));
        }
    }

    public static ConfigAccount? ReadShared(ConfigNode node) => node.Object("anchorDay", "claims", "overage", "overageBefore") is { } keys
        ? new ConfigAccount
        {
            Path = node.Path,
            Anchor = ConfigTimelines.Read(keys, "anchorDay", ReadAnchor),
            Claims = keys.List("claims", ReadClaim),
            Overage = keys.List("overage", ReadOverage),
            OverageBefore = keys.List("overageBefore", ReadOverage),
        }
        : null;

    public static int ReadAnchor(ConfigNode node) => (int)node.Number(1, 31);

    public static ConfigClaim? ReadClaim(ConfigNode node) =>
        node.Object("programme", "at") is { } keys && keys.Needed("programme")?.Text() is { } programme && keys.Needed("at") is { } at
            ? new ConfigClaim(node.Path, programme, at.Instant())
            : null;

    public static ConfigOverage? ReadOverage(ConfigNode node)
    {
        if (node.Object("from", "on", "cap") is not { } keys || keys.Needed("on") is not { } flag)
        {
            return null;
        }

        var on = flag.Flag();
        var cap = keys["cap"];
        if (!on)
        {
            cap?.Problem("A cap needs overage to be on.");
        }

        return new ConfigOverage(node.Path, keys["from"]?.Instant(), on, cap is { IsNull: false } amount ? amount.Money() : null);
    }

    public static void Plan(ConfigComparison found, ConfigAccount wanted, int seatId, string who, ImmutableArray<Claim> claims, OverageHistory history)
    {
        foreach (var claim in wanted.Claims ?? [])
        {
            var at = claim.At.In(found.Zone);
            var known = claims.Where(c => c.ProgrammeId == claim.Programme).MinBy(c => c.AtMs);
            if (known is null || (known.AtMs > at && !IsSame(known, claim)))
            {
                found.Add(claim.Path, $"{who}: claimed {claim.Programme} on {ConfigWords.Instant(at, found.Zone)}", new CreditClaimed(seatId, claim.Programme), at);
            }
            else if (known.AtMs < at && !IsSame(known, claim))
            {
                found.Problem(claim.Path + ".at", $"The credit was claimed on {ConfigWords.Instant(known.AtMs, found.Zone)} already; only an earlier claim would change anything.");
            }
        }

        if (wanted.Overage is { } entries)
        {
            PlanOverage(found, wanted, entries, seatId, who, ConfigHistory.Of(history));
        }

        PlanBefore(found, wanted, who, ConfigHistory.Of(history));

        bool IsSame(Claim known, ConfigClaim claim) => claim.At.Day is { } day && ZoneDays.DayOf(known.AtMs, found.Zone) == day;
    }

    /// <summary>From when something of an account holds, in words, and whether that is in the past.</summary>
    public static string From(ConfigComparison found, long atMs) => found.From(atMs) + (atMs != 0 && atMs < found.NowMs ? ", dated back" : "");

    private static void WriteOverage(ConfigText text, long? at, (bool On, Nanodollars? Cap) setting) => text.Object(() =>
    {
        text.From(at);
        text.Json.WriteBoolean("on", setting.On);
        text.Optional("cap", setting.Cap is { } cap ? Usd.Format(cap) : null);
    });

    /// <summary>What holds now and later becomes what the file says; what was before is never decided again.</summary>
    private static void PlanOverage(
        ConfigComparison found, ConfigAccount wanted, ImmutableArray<ConfigOverage> entries, int seatId, string who, History<(bool On, Nanodollars? Cap)> have)
    {
        var (nowMs, zone) = (found.NowMs, found.Zone);
        if (entries.Count(e => e.From is null) > 1 || (entries.Length > 0 && entries.Skip(1).Any(e => e.From is null)))
        {
            found.Problem(wanted.Path + ".overage", "Only the first entry, for what holds now, has no key from.");
            return;
        }

        var want = new History<(bool On, Nanodollars? Cap)>((false, null), entries.Select(e => new Dated<(bool, Nanodollars?)>(e.From?.In(zone) ?? 0, (e.On, e.Cap))));
        var result = have;
        foreach (var at in have.Changes.Concat(want.Changes).Select(c => c.FromMs).Where(t => t > nowMs).Prepend(nowMs).Distinct().Order())
        {
            var (value, holds) = (want.At(at), result.At(at));
            if (value == holds)
            {
                continue;
            }

            var path = entries.LastOrDefault(e => e.From is { } from ? from.In(zone) <= at : true)?.Path ?? wanted.Path + ".overage";
            found.Add(path, $"{who}: overage {Word(holds)} -> {Word(value)}{From(found, at)}", new OverageDecided(seatId, value.On, value.Cap), at == nowMs ? NewDecision.WhenBooked : at);
            result = result.With(at, value, 1);
        }
    }

    private static void PlanBefore(ConfigComparison found, ConfigAccount wanted, string who, History<(bool On, Nanodollars? Cap)> have)
    {
        foreach (var entry in wanted.OverageBefore ?? [])
        {
            if (entry.From is { } from && have.At(from.In(found.Zone)) != (entry.On, entry.Cap))
            {
                found.Note(entry.Path, $"{who}: overage was {Word(have.At(from.In(found.Zone)))} then, not {Word((entry.On, entry.Cap))}. It is not decided back in time.");
            }
        }
    }

    private static string Word((bool On, Nanodollars? Cap) setting) => !setting.On ? "off" : setting.Cap is { } cap ? $"on, cap {Usd.Format(cap)} USD" : "on, no cap";
}
