@"%~dp0.venv\Scripts\lokale-foto.exe" %*
