using Dashboard.Browser.Tests.Charts;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Browser.Tests.Harness;

/// <summary>Puts pages beside the product that exist in tests only, under the same headers: <c>/test/charts</c> and <c>/test/controls</c>.</summary>
internal sealed class TestPages : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        Add<ChartCasesPage>(app, "/test/charts");
        Add<ControlCasesPage>(app, "/test/controls");
        next(app);
    };

    private static void Add<TPage>(IApplicationBuilder app, string path)
        where TPage : Microsoft.AspNetCore.Components.IComponent =>
        app.Map(path, branch =>
        {
            branch.UseSecurityHeaders();
            branch.Run(context => new RazorComponentResult<TPage>().ExecuteAsync(context));
        });
}
