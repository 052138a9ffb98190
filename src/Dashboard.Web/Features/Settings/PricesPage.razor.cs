using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Settings;

/// <summary>All price rows, and a new one with a preview of what it re-rates.</summary>
public sealed partial class PricesPage
{
    private static readonly string[] Kinds = ["Input", "Output", "Cache write 5 m", "Cache write 1 h", "Cache read"];

    private readonly string[] _prices = ["", "", "", "", ""];
    private IReadOnlyList<PriceRow> _rows = [];
    private IReadOnlyList<(string Model, long Events)> _unpriced = [];
    private IReadOnlyList<string> _problems = [];
    private IReadOnlyList<KeyValue>? _preview;
    private string _previewed = "";
    private string _model = "";
    private string _source = "";
    private string _reason = "";
    private string _search = "";
    private DateOnly? _from;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    [Inject]
    private CurrentCaller Current { get; set; } = default!;

    private IEnumerable<PriceRow> Found => _rows.Where(r => r.Model.Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase));

    protected override async Task ReadAsync()
    {
        var organisation = await Desk.OrganisationAsync();
        _zone = ZoneDays.Find(organisation.Rules.Zone.At(Desk.Now()));
        _rows = [.. organisation.Prices.Rows];
        _unpriced = await Desk.UnpricedAsync();
    }

    private void Prefill(string model)
    {
        (_model, _from, _preview) = (ModelId.Normalize(model), null, null);
    }

    private async Task AppendAsync(bool save)
    {
        if (await RowAsync() is not { } row)
        {
            _preview = null;
            return;
        }

        // What is saved is what was looked at: a changed form is looked at again.
        var asked = row.ToString() + _reason;
        var isSave = save && asked == _previewed;
        var body = new PriceAdded(row);
        var caller = await Current.GetAsync();
        var result = isSave ? await Desk.SaveAsync(body, caller, _reason) : await Desk.PreviewAsync(body, caller, _reason);
        switch (result)
        {
            case AppendResult.Refused refused:
                (_problems, _preview) = ([.. refused.Refusals.Select(r => r.Message)], null);
                break;
            case AppendResult.Appended appended:
                (_problems, _previewed) = ([], asked);
                _preview = isSave ? null : PreviewOf(appended);
                if (isSave)
                {
                    _model = _source = _reason = _previewed = "";
                    Array.Fill(_prices, "");
                    await ReadAsync();
                }

                break;
        }
    }

    private static List<KeyValue> PreviewOf(AppendResult.Appended appended)
    {
        var moves = appended.Moves.Moves;
        var before = moves.Select(m => m.CostBefore).Aggregate(Nanodollars.Zero, (sum, c) => sum + c);
        var after = moves.Select(m => m.CostAfter).Aggregate(Nanodollars.Zero, (sum, c) => sum + c);
        return
        [
            new("Events that get another cost", Show.ExactCount(appended.Moves.Events)),
            new("Of them unpriced before", Show.ExactCount(moves.Sum(m => (long)m.UnpricedBefore))),
            new("Unpriced after", Show.ExactCount(moves.Sum(m => (long)m.UnpricedAfter))),
            new("Their cost before", Show.Money(before), Show.Exact(before)),
            new("Their cost after", Show.Money(after), Show.Exact(after), IsSum: true),
        ];
    }

    private async Task<PriceRow?> RowAsync()
    {
        var prices = new long[Kinds.Length];
        var problems = new List<string>();
        for (var i = 0; i < prices.Length; i++)
        {
            if (!TokenPrices.TryPerToken(_prices[i].Trim(), out prices[i]))
            {
                problems.Add($"{Kinds[i]}: enter USD per million tokens, in steps of a tenth of a cent, at most 1,000.");
            }
        }

        _problems = problems;
        return problems.Count > 0 ? null : new PriceRow
        {
            Model = _model.Trim(),
            ValidFromMs = _from is { } day ? await Desk.InstantOfAsync(day) : null,
            Prices = new TokenPrices(prices[0], prices[1], prices[2], prices[3], prices[4]),
            Source = _source.Trim(),
        };
    }

    private string FromOf(PriceRow row) => row.ValidFromMs is { } from ? Show.Day(ZoneDays.DayOf(from, _zone), default) : "always";

    private static string Price(long perToken) => Usd.Format(new Nanodollars(checked(perToken * 1_000_000)));

    private static string Also(PriceRow row)
    {
        var parts = new List<string>();
        if (row.Tier is { } tier)
        {
            parts.Add($"over {Show.ExactCount(tier.PromptOver)} prompt tokens {Price(tier.Prices.Input)} in, {Price(tier.Prices.Output)} out");
        }

        if (row.Fast is { } fast)
        {
            parts.Add($"fast ×{(fast.Denominator == 1 ? Show.ExactCount(fast.Numerator) : fast.ToString())}");
        }

        return parts.Count == 0 ? Show.None : string.Join("; ", parts);
    }
}
