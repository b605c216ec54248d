using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Linux;

/// <summary>An interface whose other end is this program: a TAP device (Documentation/networking/tuntap.rst).</summary>
internal sealed unsafe class TapPort : IFramePort
{
    private const string Device = "/dev/net/tun";
    private const int ReadWriteNonBlockingCloseOnExec = 0x2 | 0x800 | 0x80000;

    // TUNSETIFF, and IFF_TAP with IFF_NO_PI: whole frames, with nothing before them.
    private const nuint SetInterface = 0x400454CA;
    private const ushort TapWithoutInformation = 0x0002 | 0x1000;

    // struct ifreq: the name with its NUL in 16 bytes, then the flags.
    private const int NameLength = 16, RequestLength = 40;

    private readonly WakeableFile _file;

    private TapPort(WakeableFile file) => _file = file;

    internal static bool TryMake(string name, [NotNullWhen(true)] out IFramePort? port, out string whyNot)
    {
        port = null;
        whyNot = $"'{name}' is no name for an interface.";
        byte* request = stackalloc byte[RequestLength];
        Span<byte> bytes = new(request, RequestLength);
        bytes.Clear();
        if (name.Length == 0 || !Encoding.UTF8.TryGetBytes(name, bytes[..(NameLength - 1)], out _)) return false;
        BitConverter.TryWriteBytes(bytes[NameLength..], TapWithoutInformation);
        int number = Libc.Open(Device, ReadWriteNonBlockingCloseOnExec);
        bool isMade = number >= 0 && Libc.InputOutputControl(number, SetInterface, request) == 0;
        if (!WakeableFile.TryTake(number, isMade, out WakeableFile? file, out int error))
        {
            whyNot = $"An interface {name} cannot be made by {Device}: {new Win32Exception(error).Message}.";
            return false;
        }

        port = new TapPort(file);
        return true;
    }

    public bool Send(ReadOnlySpan<byte> frame)
    {
        lock (_file.Closing)
        {
            if (_file.IsClosed) return false;
            fixed (byte* bytes = frame) return Libc.Write(_file.Number, bytes, (nuint)frame.Length) == frame.Length;
        }
    }

    public int Receive(Span<byte> frame, TimeSpan longest)
    {
        if (!_file.Await(longest)) return 0;
        fixed (byte* bytes = frame) return (int)Math.Max(Libc.Read(_file.Number, bytes, (nuint)frame.Length), 0);
    }

    public void Wake() => _file.Wake();

    public void Dispose() => _file.Dispose();
}
