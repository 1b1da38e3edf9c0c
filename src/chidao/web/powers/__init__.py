"""Who may do and who may see, and the page that describes every act."""
