using Microsoft.Data.Sqlite;

namespace Ringback.Workbench.Tests.Dhcp.Leases;

/// <summary>Looks at and changes the files of a store from outside.</summary>
internal static class LeaseFile
{
    /// <summary>Runs SQL on a database as somebody with the sqlite3 shell would.</summary>
    internal static void Change(string path, string sql)
    {
        using SqliteConnection connection = new(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Copies what the operating system has at this moment, while the store is open: what is there after SIGKILL.
    /// </summary>
    internal static string Copy(string path, string folder)
    {
        Directory.CreateDirectory(folder);
        string copy = Path.Combine(folder, Path.GetFileName(path));
        File.WriteAllBytes(copy, Read(path));
        if (File.Exists(path + "-wal")) File.WriteAllBytes(copy + "-wal", Read(path + "-wal"));
        return copy;
    }

    internal static byte[] Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
