using Microsoft.AspNetCore.Hosting.Server;

namespace Dashboard.Web.Security;

/// <summary>
/// Prints the one-time set-up link as long as nobody can sign in. It goes to the console and not to the log, because whoever
/// has it becomes the owner.
/// </summary>
internal sealed class SetupNotice(SetupLink link, IServer server) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await link.IsNeededAsync(cancellationToken))
        {
            Console.WriteLine($"Set up: {ServerAddress.Of(server)}{await link.IssueAsync(cancellationToken)}");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
