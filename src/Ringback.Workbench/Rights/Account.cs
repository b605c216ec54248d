using System.Globalization;
using System.Runtime.InteropServices;

namespace Ringback.Workbench.Rights;

/// <summary>A user of this computer.</summary>
/// <param name="User">Its number.</param>
/// <param name="Group">The number of its group.</param>
/// <param name="Name">Its name; null for a number that nobody has.</param>
/// <param name="Home">Its home folder; null when it has none.</param>
public sealed record Account(uint User, uint Group, string? Name, string? Home)
{
    /// <summary>For people: the name with the number.</summary>
    public override string ToString() => Name is null ? $"user {User}" : $"{Name} (user {User})";

    /// <summary>The user by name or number; null when there is none of that name. Linux only.</summary>
    internal static Account? Find(string nameOrNumber)
    {
        if (!uint.TryParse(nameOrNumber, NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
            return Read(LinuxCalls.FindAccount(nameOrNumber));
        // Numbers without a name are usual in containers. The highest means "as it is" to the kernel.
        if (number == uint.MaxValue) return null;
        return Find(number) ?? new Account(number, number, null, null);
    }

    /// <summary>The user of that number; null when the computer does not know it.</summary>
    internal static Account? Find(uint number) => Read(LinuxCalls.FindAccount(number));

    private static Account? Read(nint entry)
    {
        if (entry == 0) return null;
        PasswordEntry read = Marshal.PtrToStructure<PasswordEntry>(entry);
        return new Account(read.User, read.Group, Marshal.PtrToStringUTF8(read.Name),
            Marshal.PtrToStringUTF8(read.Home));
    }
}
