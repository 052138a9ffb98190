using System.Globalization;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Ledger;

/// <summary>The monthly ledger: month, grouping and page stand in the address.</summary>
public sealed partial class LedgerPage
{
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

    private static string Address(DateOnly month, LedgerGrouping grouping) => $"ledger?month={month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}&by={LedgerWords.Slug(grouping)}";

    private string Grouped(LedgerGrouping grouping) => Address(_view!.Month.Month, grouping);

    private string Paged(int page) => $"{Grouped(_view!.Grouping)}&page={page}";

    private string Export(string kind) => Address(_view!.Month.Month, _view.Grouping).Replace("ledger?", "ledger/export.csv?", StringComparison.Ordinal) + $"&kind={kind}";
}
