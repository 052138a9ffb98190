using System.Reflection;
using Dashboard.Storage;
using Dashboard.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests;

/// <summary>The arrows that project references cannot guard.</summary>
public sealed class ArchitectureTests
{
    private static readonly Type[] Web = typeof(App).Assembly.GetTypes();
    private static readonly Type[] Components = [.. Web.Where(t => typeof(IComponent).IsAssignableFrom(t))];

    [Fact]
    public void No_component_or_page_holds_a_database_or_calls_ourselves_over_http()
    {
        Type[] forbidden = [typeof(DbContext), typeof(Database), typeof(IDbContextFactory<AppDb>), typeof(HttpClient), typeof(IHttpClientFactory), typeof(IHttpContextAccessor)];

        var wrong = Components.SelectMany(c => Held(c).Where(held => forbidden.Any(f => f.IsAssignableFrom(held))).Select(held => $"{c.Name} holds {held.Name}"));

        Assert.NotEmpty(Components);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_static_pages_see_the_http_context()
    {
        var wrong = Components
            .Where(c => Held(c).Contains(typeof(HttpContext)))
            .Where(c => c != typeof(App) && c.GetCustomAttribute<ExcludeFromInteractiveRoutingAttribute>() is null)
            .Select(c => c.Name);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Controls_and_charts_draw_and_are_given_nothing_to_compute_with()
    {
        var drawing = Components.Where(c => c.Namespace is "Dashboard.Web.Components.Controls" or "Dashboard.Web.Components.Charts").ToList();

        var wrong = drawing.SelectMany(c => c.GetProperties(Everything).Where(p => p.GetCustomAttribute<InjectAttribute>() is not null).Select(p => $"{c.Name}.{p.Name}"));

        Assert.True(drawing.Count > 10);
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_feature_uses_the_internals_of_another()
    {
        string? Feature(Type? type) => type?.Namespace is { } name && name.StartsWith("Dashboard.Web.Features.", StringComparison.Ordinal) ? name.Split('.')[3] : null;

        var wrong = Web.Where(t => Feature(t) is not null)
            .SelectMany(t => Held(t).Where(held => Feature(held) is { } other && other != Feature(t)).Select(held => $"{t.FullName} holds {held.FullName}"));

        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_the_folder_of_the_scheduler_names_its_types()
    {
        static bool IsScheduler(Type type) => type.Assembly == typeof(Quartz.IScheduler).Assembly;
        static bool IsInside(Type type) => type.Namespace == "Dashboard.Web.Jobs.Quartz";

        var inside = Web.Where(IsInside).Where(t => Held(t).Any(IsScheduler)).ToList();
        var wrong = Web.Where(t => !IsInside(t))
            .Where(t => (t.BaseType is { } parent && IsScheduler(parent)) || t.GetInterfaces().Any(IsScheduler) || Held(t).Any(IsScheduler)
                || t.GetMethods(Everything).Any(m => IsScheduler(m.ReturnType) || m.GetParameters().Any(p => IsScheduler(p.ParameterType)) || Locals(m).Any(IsScheduler)))
            .Select(t => t.FullName);

        Assert.NotEmpty(inside);
        Assert.Empty(wrong);
        Assert.DoesNotContain(typeof(Database).Assembly.GetReferencedAssemblies(), a => a.Name == "Quartz");
    }

    [Fact]
    public void Every_page_asks_for_a_person_or_says_that_it_does_not()
    {
        var open = Components.Where(c => c.GetCustomAttribute<RouteAttribute>() is not null && c.GetCustomAttribute<Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute>() is not null)
            .Select(c => c.Name).Order(StringComparer.Ordinal);

        Assert.Equal(["ErrorPage", "JoinPage", "NotFoundPage", "ProblemPage", "SecondFactorPage", "SetupPage", "SignInPage"], open);
    }

    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static IEnumerable<Type> Locals(MethodInfo method) => method.GetMethodBody()?.LocalVariables.Select(l => l.LocalType) ?? [];

    private static IEnumerable<Type> Held(Type type) =>
        type.GetFields(Everything).Select(f => f.FieldType)
            .Concat(type.GetProperties(Everything).Select(p => p.PropertyType))
            .Concat(type.GetConstructors(Everything).SelectMany(c => c.GetParameters()).Select(p => p.ParameterType))
            .SelectMany(t => t.IsGenericType ? t.GetGenericArguments().Append(t) : [t])
            .Distinct();
}
