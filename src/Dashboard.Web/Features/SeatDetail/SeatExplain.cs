using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Rating;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>What makes up the figures of a seat and the lines of its ledger.</summary>
internal static class SeatExplain
{
    public static ExplainView Balance(string title, Nanodollars amount, SeatCycle cycle) => View(
        title,
        amount,
        "Granted = consumed + expired + voided + available, to the nanodollar. What is not used by the end of the cycle expires.",
        [new("The credit of this cycle", [Row("Granted", cycle.Flows.Granted), Row("Consumed", -cycle.Flows.Consumed), Row("Expired", -cycle.Flows.Expired), Row("Voided", -cycle.Flows.Voided), Sum("Available", cycle.Flows.Available)], cycle.IsShared ? "Granted is the share in the shared account: attribution, not a right." : null)]);

    public static ExplainView Usage(string title, Nanodollars amount, SeatCycle cycle)
    {
        var reasons = cycle.Reasons;
        var why = new List<ExplainRow>();
        foreach (var (name, value) in ((string, Nanodollars)[])[("Overage was off", reasons.OverageOff), ("Over the cap", reasons.OverCap), ("Not claimed yet", reasons.Unclaimed), ("Plan not eligible", reasons.NotEligible), ("Seat not active", reasons.InactiveSeat)])
        {
            if (value.IsPositive)
            {
                why.Add(Row(name, value));
            }
        }

        var parts = new List<ExplainPart>
        {
            new("Covered usage", [Row("Consumed", cycle.Flows.Consumed), Row("Overage", cycle.Flows.Overage), Row("Uncovered", cycle.Flows.Uncovered), Sum("Covered usage", cycle.Used)], "The ledger below has every posting with its events."),
        };
        if (why.Count > 0)
        {
            parts.Add(new("Why it was uncovered", why, "Uncovered usage should have stopped. It is shown and never billed by us; the vendor may bill the overshoot."));
        }

        return View(title, amount, "A covered event draws from available credit first; the rest is overage while overage is on, up to its cap, and uncovered otherwise.", parts);
    }

    public static ExplainView Projection(CycleProjection p) => View(
        "Projected, 80% band",
        p.Point,
        "Used so far, and the burn rate of recent days by weekday over the days left. In four of five cycles the outcome lies within the band.",
        [
            new("The projection", [Row("Used so far", p.Consumed), Row("Expected in the days left", p.Point - p.Consumed), Sum("Projected", p.Point), Row("80% band, low", p.Low), Row("80% band, high", p.High)]),
            new("How it was made", [Row("An average day", p.Basis.DailyRate), new("Full days observed", Show.Count(p.DaysObserved)), new("Of them with usage", Show.Count(p.ActiveDays))], string.Join(' ', p.Basis.Sentences)),
        ]);

    public static ExplainView NoProjection() =>
        new("Projected, 80% band", Show.None, Show.None, "There is none: nothing was used in this cycle, its data are stale, the credit is used up and overage is off, it is not claimed, or no programme is in force.", []);

    public static ExplainView RunsOut(string value, string formula, SeatLine line)
    {
        var rows = new List<ExplainRow> { Row("Granted", line.Allocated), Row("Used so far", line.Used) };
        if (SeatWords.IsObserved(line))
        {
            rows.Add(Row("Projected", line.Projected));
        }

        if (SeatWords.IsObserved(line) && line.ExhaustProbability is { } p)
        {
            rows.Add(new("Likely to run out in this cycle", Show.Probability(p)));
        }

        return new ExplainView("Runs out", value, value, formula, [new("It follows from", rows)]);
    }

    /// <summary>The postings of one line of the ledger with their events.</summary>
    public static ExplainView Postings(LedgerGroup group, IReadOnlyList<PostingLine> lines, Dictionary<long, EventLine> events, int most, TimeZoneInfo zone)
    {
        var amount = lines.Sum(l => l.Posting.Amount);
        var rows = lines.Take(most).Select(l => l.EventId is { } id && events.TryGetValue(id, out var e) ? Event(l, e, zone) : Other(l, zone)).ToList();
        if (lines.Count > most)
        {
            rows.Add(Row($"{Show.Count(lines.Count - most)} more", lines.Skip(most).Sum(l => l.Posting.Amount)));
        }

        rows.Add(Sum("All", amount));
        var note = lines.Any(l => l.EventId is { } id && events.TryGetValue(id, out var e) && e.Cost != l.Posting.Amount)
            ? "An event that crosses the end of the credit is split exactly: here stands its part, with its whole cost beside it."
            : null;
        return View($"{group.KindWord}, {group.When}", amount, $"The sum of {Show.Counted(lines.Count, "posting", "postings")} of this day.", [new("Entries", rows, note)]);
    }

    private static ExplainRow Event(PostingLine line, EventLine e, TimeZoneInfo zone)
    {
        var tokens = $"{Show.Count(e.Tokens.Input)} in, {Show.Count(e.Tokens.Output)} out, {Show.Count(e.Tokens.CacheRead)} cached";
        var price = e.IsReported ? "reported cost"
            : e.Price is { } row ? $"at ${Rate(Prices(e, row).Input)} in, ${Rate(Prices(e, row).Output)} out a million" : "no price row";
        var whole = e.Cost is { } cost && cost != line.Posting.Amount ? $", of {Show.Exact(cost)}" : "";
        return new ExplainRow($"{Time(line, zone)} {e.Model}", Show.Amount(line.Posting.Amount), $"{tokens}, {price}{whole}{(e.Project is { Length: > 0 } project ? $", {project}" : "")}", Show.Exact(line.Posting.Amount));
    }

    private static ExplainRow Other(PostingLine line, TimeZoneInfo zone) =>
        new($"{Time(line, zone)} {SeatLedgerRows.Reason(line.Posting.Kind, line.Posting.Reason)}", Show.Amount(line.Posting.Amount), line.Posting.Note, Show.Exact(line.Posting.Amount));

    private static TokenPrices Prices(EventLine e, PriceRow row) =>
        row.PricesFor(e.Tokens.Input + e.Tokens.CacheWrite5m + e.Tokens.CacheWrite1h + e.Tokens.CacheRead, e.Model.EndsWith("[1m]", StringComparison.Ordinal));

    /// <summary>A price in nanodollars a token is a thousandth of a dollar a million.</summary>
    private static string Rate(long nanodollars) => Usd.Format(new Nanodollars(nanodollars * 1_000_000));

    private static string Time(PostingLine line, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(line.Posting.EffectiveAtMs), zone).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static ExplainView View(string title, Nanodollars amount, string formula, IReadOnlyList<ExplainPart> parts) =>
        new(title, Show.Money(amount), Show.Exact(amount), formula, parts);

    private static ExplainRow Row(string name, Nanodollars amount) => new(name, Show.Amount(amount), null, Show.Exact(amount));

    private static ExplainRow Sum(string name, Nanodollars amount) => new(name, Show.Amount(amount), null, Show.Exact(amount), IsSum: true);
}
