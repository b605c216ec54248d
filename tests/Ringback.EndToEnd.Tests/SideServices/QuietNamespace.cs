using Ringback.EndToEnd.Tests.Judged;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.SideServices;

/// <summary>
/// A network namespace with nothing but loopback: for programs that can only ask the port that everybody knows.
/// </summary>
internal sealed class QuietNamespace : IAsyncDisposable
{
    private readonly TwoNamespaces _namespaces = new();

    internal Place Place => new("127.0.0.1", _namespaces.Bench.Namespace);

    internal static async Task<QuietNamespace> OpenAsync()
    {
        QuietNamespace quiet = new();
        await quiet._namespaces.OpenAsync();
        return quiet;
    }

    /// <summary>Starts <c>serve</c> in it, on one port besides the usual ones.</summary>
    internal Task<ServeProcess> ServeAsync(ScratchFolder folder, string option, int port) =>
        ServeProcess.StartAsync(Place, folder["data"], ServeProcess.AnyPorts, option, $"{port}");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _namespaces.DisposeAsync();
}
