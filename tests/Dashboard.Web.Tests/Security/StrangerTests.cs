using System.Reflection;
using Dashboard.Web.Components;
using Microsoft.JSInterop;

namespace Dashboard.Web.Tests.Security;

/// <summary>What somebody can reach who speaks to the connection of open pages instead of to pages.</summary>
public sealed class StrangerTests
{
    [Theory]
    [InlineData("ws://localhost/_blazor")]
    [InlineData("ws://localhost/_blazor?id=AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_stranger_opens_no_connection_of_pages(string address)
    {
        using var host = new WebHost();
        var socket = host.Server.CreateWebSocketClient();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => socket.ConnectAsync(new Uri(address), TestContext.Current.CancellationToken));

        Assert.Contains("status code: 302", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_static_method_of_ours_or_of_a_package_can_be_called_from_a_browser()
    {
        // Whoever has an open page may call any of these by name, whatever the page shows.
        var callable = Loaded(typeof(App).Assembly)
            .SelectMany(a => a.GetExportedTypes())
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(m => m.GetCustomAttribute<JSInvokableAttribute>() is not null)
            .Select(m => $"{m.DeclaringType!.FullName}.{m.Name}")
            .Order(StringComparer.Ordinal);

        Assert.Empty(callable);
    }

    private static IEnumerable<Assembly> Loaded(Assembly root)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<Assembly>([root]);
        while (waiting.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly.FullName!))
            {
                continue;
            }

            yield return assembly;
            foreach (var name in assembly.GetReferencedAssemblies().Where(n => n.Name is { } text && (text.StartsWith("Dashboard.", StringComparison.Ordinal) || text.StartsWith("Radzen", StringComparison.Ordinal) || text.StartsWith("Microsoft.AspNetCore.Components", StringComparison.Ordinal) || text == "Microsoft.JSInterop")))
            {
                waiting.Enqueue(Assembly.Load(name));
            }
        }
    }
}
