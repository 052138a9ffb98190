using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Dashboard.Web.Features.Ledger;

/// <summary>The monthly ledger: month, grouping and page stand in the address.</summary>
public sealed partial class LedgerPage
{
    private const int PageRows = 200;

    private LedgerView? _view;
    private bool _isRead;
    private (string? Month, string? By) _asked;

    [CascadingParameter]
    private Access Access { get; set; } = Access.Nobody;

    [SupplyParameterFromQuery(Name = "month")]
    private string? MonthText { get; set; }

    [SupplyParameterFromQuery]
    private string? By { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private int Page => Math.Clamp(PageNumber ?? 1, 1, Math.Max(1, ((_view?.Lines.Count ?? 0) + PageRows - 1) / PageRows));

    private string Answer => _view!.Month.State == StateKind.Closing ? $"{Show.Month(_view.Month.Month)} has ended and late data still count."
        : _view.Month.Word == "open" ? $"{Show.Month(_view.Month.Month)} is open."
        : $"{Show.Month(_view.Month.Month)} has ended.";

    private string Reason
    {
        get
        {
            var total = _view!.Total;
            var paying = _view.Shadow.Overage.IsPositive ? $" In shadow mode {Show.Money(_view.Shadow.Overage)} more would be overage." : "";
            var rest = _view.Month.Word == "open" ? $"{Show.Money(total.Flows.Available)} of credit is left." : $"{Show.Money(total.Flows.Expired)} of credit expired unused.";
            return $"{Show.Money(total.Payable)} is payable for overage, {Show.Money(total.Flows.Uncovered)} is uncovered; {rest}{paying}";
        }
    }

    protected override async Task LoadAsync()
    {
        _asked = (MonthText, By);
        _view = await Desk.ReadAsync(LedgerEndpoints.MonthOf(MonthText), LedgerEndpoints.GroupingOf(By), await Current.GetAsync());
        _isRead = true;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_isRead && _asked != (MonthText, By))
        {
            await LoadAsync();
        }
    }

    private static string Word(LedgerGrouping grouping) => grouping switch { LedgerGrouping.Team => "team", LedgerGrouping.CostCentre => "cost centre", LedgerGrouping.Seat => "seat" };

    private static string Slug(LedgerGrouping grouping) => grouping == LedgerGrouping.CostCentre ? "cost-centre" : Word(grouping);

    private static string Address(DateOnly month, LedgerGrouping grouping) => $"ledger?month={month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}&by={Slug(grouping)}";

    private string Export(string kind) => Address(_view!.Month.Month, _view.Grouping).Replace("ledger?", "ledger/export.csv?", StringComparison.Ordinal) + $"&kind={kind}";

    private static List<KeyValue> Reasons(LedgerLine total) =>
    [
        Row("Overage was off", total.Reasons.OverageOff),
        Row("Over the cap", total.Reasons.OverCap),
        Row("Credit not claimed", total.Reasons.Unclaimed),
        Row("Plan not eligible", total.Reasons.NotEligible),
        Row("Seat not active", total.Reasons.InactiveSeat),
        Row("Uncovered", total.Flows.Uncovered) with { IsSum = true },
    ];

    private static List<KeyValue> Beside(LedgerView view) =>
    [
        Row("Unassigned: usage without a seat", view.Unposted.Unassigned),
        Row("Unknown: usage of unknown call type", view.Unposted.Unknown),
        new("Unpriced events, without an amount", Show.ExactCount(view.Unposted.UnpricedEvents)),
    ];

    private static KeyValue Row(string name, Nanodollars amount) => new(name, Show.Amount(amount), Show.Exact(amount));

    private static RenderFragment Cells(LedgerLine line, bool isTotal) => builder =>
    {
        builder.OpenElement(0, isTotal ? "th" : "td");
        builder.AddAttribute(1, "class", "c-wide");
        if (isTotal)
        {
            builder.AddAttribute(2, "scope", "row");
        }

        if (line.Href is null)
        {
            builder.AddContent(3, line.Name);
        }
        else
        {
            builder.OpenElement(4, "a");
            builder.AddAttribute(5, "class", "name");
            builder.AddAttribute(6, "href", line.Href);
            builder.AddAttribute(7, "title", line.Detail);
            builder.AddContent(8, line.Name);
            builder.CloseElement();
        }

        builder.CloseElement();
        Text(builder, "Seats", Show.ExactCount(line.Seats), null, isFaint: line.Seats == 0, onPhone: false);
        Amount(builder, "Granted", line.Cents.Granted, line.Flows.Granted, true);
        Amount(builder, "Consumed", line.Cents.Consumed, line.Flows.Consumed, true);
        Amount(builder, "Expired", line.Cents.Expired, line.Flows.Expired, true);
        Amount(builder, "Voided", line.Cents.Voided, line.Flows.Voided, line.Flows.Voided.IsPositive);
        Amount(builder, "Available", line.CentsAvailable, line.Flows.Available, true);
        Amount(builder, "Overage", line.Cents.Overage, line.Flows.Overage, true);
        Amount(builder, "Uncovered", line.Cents.Uncovered, line.Flows.Uncovered, true);
        Text(builder, "Unpriced events", Show.ExactCount(line.UnpricedEvents), null, isFaint: line.UnpricedEvents == 0, onPhone: line.UnpricedEvents > 0);
        Amount(builder, "Payable", line.CentsPayable, line.Payable, true);
    };

    private static void Amount(RenderTreeBuilder builder, string label, Nanodollars cents, Nanodollars exact, bool onPhone) =>
        Text(builder, label, Show.Amount(cents), Show.Exact(exact), exact.IsZero, onPhone);

    private static void Text(RenderTreeBuilder builder, string label, string text, string? title, bool isFaint, bool onPhone)
    {
        builder.OpenElement(10, "td");
        builder.AddAttribute(11, "class", $"num{(onPhone ? " c-kv" : "")}{(isFaint ? " zero" : "")}");
        builder.AddAttribute(12, "data-l", label);
        builder.AddAttribute(13, "title", title);
        builder.AddContent(14, text);
        builder.CloseElement();
    }
}
