using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Web.Components.Layout;

/// <summary>Keeps a page's error on the page. That somebody may not do what they tried is told and not logged: it is no error of ours.</summary>
public sealed class PageBoundary : ErrorBoundary
{
    protected override Task OnErrorAsync(Exception exception) => exception is NotAllowedException ? Task.CompletedTask : base.OnErrorAsync(exception);
}
