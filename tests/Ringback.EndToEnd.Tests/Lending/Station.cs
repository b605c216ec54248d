using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Ringback.EndToEnd.Tests.Judged;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>A computer or a phone on a network: a network namespace.</summary>
internal sealed record Station(string Namespace, string Address)
{
    /// <summary>The name of its network card.</summary>
    internal const string Device = "cable";

    private const int NewNetwork = 0x40000000;

    internal Place Place => new(Address, Namespace);

    /// <summary>Runs a program of others there, to its end.</summary>
    internal Task<Finished> RunAsync(string program, string package, params IEnumerable<string> arguments) =>
        Command.RunAsync(Place, Command.Find(program, package), arguments);

    /// <summary>Starts a program of others there.</summary>
    internal Process Start(string program, string package, params IEnumerable<string> arguments)
    {
        (string first, IEnumerable<string> all) = Place.CommandLine(Command.Find(program, package), arguments);
        return Command.Start(first, all);
    }

    internal Task IpAsync(params IEnumerable<string> arguments) =>
        TwoNamespaces.IpAsync(["-n", Namespace, .. arguments]);

    /// <summary>Takes its addresses away.</summary>
    internal Task ForgetAsync() => IpAsync("address", "flush", "dev", Device);

    /// <summary>
    /// Opens a socket, or a port for frames, of this process there. A thread goes into the namespace and does not come
    /// back; what it opened stays there.
    /// </summary>
    internal T Open<T>(Func<T> open)
        where T : class
    {
        T? opened = null;
        Exception? trouble = null;
        Thread inside = new(() =>
        {
            try
            {
                using SafeFileHandle file = File.OpenHandle($"/run/netns/{Namespace}");
                if (setns(file, NewNetwork) != 0)
                    throw new InvalidOperationException($"setns: error {Marshal.GetLastPInvokeError()}");
                opened = open();
            }
            catch (Exception e) when (e is InvalidOperationException or IOException or SocketException)
            {
                trouble = e;
            }
        });
        inside.Start();
        inside.Join();
        return opened ?? throw new InvalidOperationException($"No socket in {Namespace}.", trouble);
    }

    /// <summary>Ends what still runs there: some clients leave processes behind.</summary>
    internal async Task EndAllAsync()
    {
        Finished left = (await Command.RunAsync(Command.Find("ip", "iproute2"), "netns", "pids", Namespace)).Expect(0);
        string[] ids = left.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length > 0) await Command.RunAsync("/bin/sh", "-c", $"kill -KILL {string.Join(' ', ids)}");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setns(SafeFileHandle file, int kind);
}
