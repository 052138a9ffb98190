using Dashboard.Credits.Money;
using Dashboard.Web.Components.Controls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Dashboard.Web.Features.Ledger;

/// <summary>What the ledger of one month shows.</summary>
public sealed partial class LedgerBody
{
    private const int PageRows = 200;

    /// <summary>The month.</summary>
    [Parameter]
    [EditorRequired]
    public LedgerView View { get; set; } = default!;

    /// <summary>The page of lines that is asked for; none: the first.</summary>
    [Parameter]
    public int? Page { get; set; }

    /// <summary>The address of another page of lines.</summary>
    [Parameter]
    [EditorRequired]
    public Func<int, string> PageHref { get; set; } = default!;

    /// <summary>The address of the same month by something else. Without it the reader is not signed in, and nothing leads anywhere else.</summary>
    [Parameter]
    public Func<LedgerGrouping, string>? GroupHref { get; set; }

    private int Shown => Math.Clamp(Page ?? 1, 1, Math.Max(1, (View.Lines.Count + PageRows - 1) / PageRows));

    private string Answer => View.Month.State == StateKind.Closing ? $"{Show.Month(View.Month.Month)} has ended and late data still count."
        : View.Month.Word == "open" ? $"{Show.Month(View.Month.Month)} is open."
        : $"{Show.Month(View.Month.Month)} has ended.";

    private string Reason
    {
        get
        {
            var total = View.Total;
            var paying = View.Shadow.Overage.IsPositive ? $" In shadow mode {Show.Money(View.Shadow.Overage)} more would be overage." : "";
            var rest = View.Month.Word == "open" ? $"{Show.Money(total.Flows.Available)} of credit is left." : $"{Show.Money(total.Flows.Expired)} of credit expired unused.";
            return $"{Show.Money(total.Payable)} is payable for overage, {Show.Money(total.Flows.Uncovered)} is uncovered; {rest}{paying}";
        }
    }

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

    private RenderFragment Cells(LedgerLine line, bool isTotal) => builder =>
    {
        builder.OpenElement(0, isTotal ? "th" : "td");
        builder.AddAttribute(1, "class", "c-wide");
        if (isTotal)
        {
            builder.AddAttribute(2, "scope", "row");
        }

        if (line.Href is null || GroupHref is null)
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
