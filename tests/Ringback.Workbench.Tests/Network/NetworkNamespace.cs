using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Ringback.Workbench.Tests.Network;

/// <summary>
/// A network namespace of its own for a test, and a way to run our code in it: setns(2) moves one thread, and sockets
/// that are opened on that thread belong to the namespace for as long as they live, whoever uses them later.
/// </summary>
/// <remarks>
/// Open sockets in <see cref="Run"/>, start threads there if you must, and do everything else outside. Nothing that
/// goes to the thread pool belongs into it: a pool thread that happens to be made there would stay in the namespace
/// and be used by other tests.
/// </remarks>
internal sealed class NetworkNamespace : IDisposable
{
    private const int OfNetwork = 0x40000000;

    internal NetworkNamespace()
    {
        Name = $"ringback-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        Ip("netns", "add", Name);
        Ip("-n", Name, "link", "set", "lo", "up");
    }

    /// <summary>Its name, for <c>ip netns exec</c>.</summary>
    internal string Name { get; }

    /// <summary>Why there can be none here; null when there can.</summary>
    internal static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux()) return "Network namespaces are Linux's.";
        return Environment.IsPrivilegedProcess ? null : "Only root may make network namespaces.";
    }

    /// <summary>
    /// Lays a cable into another namespace. Both ends have the same name, and no address yet.
    /// </summary>
    internal void Connect(NetworkNamespace other, string device)
    {
        Ip("-n", Name, "link", "add", device, "type", "veth", "peer", "name", device, "netns", other.Name);
        Ip("-n", Name, "link", "set", device, "up");
        Ip("-n", other.Name, "link", "set", device, "up");
    }

    /// <summary>Gives a device an address, such as 192.0.2.1/24.</summary>
    internal void AddAddress(string device, string address) => Ip("-n", Name, "address", "add", address, "dev", device);

    /// <summary>Runs an action on a thread of its own in the namespace, and throws what it throws.</summary>
    internal void Run(Action action) => Run<object?>(() =>
    {
        action();
        return null;
    });

    /// <summary>Runs a function on a thread of its own in the namespace, and throws what it throws.</summary>
    internal T Run<T>(Func<T> function)
    {
        T result = default!;
        ExceptionDispatchInfo? thrown = null;
        Thread thread = new(() =>
        {
            try
            {
                Enter();
                result = function();
            }
            catch (Exception e)
            {
                thrown = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return result;
    }

    /// <summary>Starts a program in the namespace. Its output can be read; whoever starts it ends it.</summary>
    internal Process Start(string program, params IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo("ip", ["netns", "exec", Name, program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Runs ip(8) to its end.</summary>
    internal static void Ip(params IEnumerable<string> arguments)
    {
        using Process ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string errors = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        if (ip.ExitCode != 0) throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {errors}");
    }

    public void Dispose() => Ip("netns", "delete", Name);

    private void Enter()
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file =
            File.OpenHandle($"/var/run/netns/{Name}", FileMode.Open, FileAccess.Read);
        if (SetNamespace(file.DangerousGetHandle().ToInt32(), OfNetwork) != 0) throw new Win32Exception();
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(int file, int kind);
}
